package org.denselab.lexical;

import java.util.List;
import java.util.stream.Stream;
import org.denselab.data.Corpus;
import org.denselab.data.Document;

/** A corpus in memory. */
record ListCorpus(List<Document> list) implements Corpus {
  @Override
  public long size() {
    return list.size();
  }

  @Override
  public Stream<Document> documents() {
    return list.stream();
  }
}
