package org.denselab.lexical;

import java.io.IOException;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.util.BytesRef;

/**
 * Ids and text keys of the index's passages by Lucene's number. Ids are unique and the index is
 * sorted by them, descending, so that number and ordinal mirror each other. For one thread.
 */
final class Passages {
  private final LeafReader reader;
  private final SortedDocValues ids;
  private SortedDocValues texts;

  Passages(LeafReader reader) throws IOException {
    this.reader = reader;
    ids = reader.getSortedDocValues(IndexBuilder.ID);
    texts = reader.getSortedDocValues(IndexBuilder.TEXT_KEY);
  }

  /** The number of distinct ids. */
  int distinct() {
    return ids.getValueCount();
  }

  String id(int number) throws IOException {
    return ids.lookupOrd(reader.maxDoc() - 1 - number).utf8ToString();
  }

  /** The passage's number, negative where the index does not have it. */
  int number(String id) throws IOException {
    int ordinal = ids.lookupTerm(new BytesRef(id));
    return ordinal < 0 ? -1 : reader.maxDoc() - 1 - ordinal;
  }

  /** Equal for passages that say the same. */
  int textKey(int number) throws IOException {
    if (number < texts.docID()) texts = reader.getSortedDocValues(IndexBuilder.TEXT_KEY);
    if (!texts.advanceExact(number))
      throw new IOException("passage " + number + " has no text key");
    return texts.ordValue();
  }
}
