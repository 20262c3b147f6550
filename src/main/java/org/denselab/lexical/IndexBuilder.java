package org.denselab.lexical;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.BytesRef;
import org.denselab.base.AtomicFiles;
import org.denselab.base.BadInput;
import org.denselab.base.Kept;
import org.denselab.base.Progress;
import org.denselab.base.Sha256;
import org.denselab.data.Corpus;
import org.denselab.data.Document;
import org.denselab.data.NormalisedText;

/** Writes the index: one segment, passages by id descending, terms with frequencies only. */
final class IndexBuilder {
  static final String CONTENTS = "contents";
  static final String ID = "id";
  static final String TEXT_KEY = "text-key";
  static final String ANALYZER = "analyzer";
  static final String FINGERPRINT = "fingerprint";

  private static final int BUFFER_MB = 64;
  private static final FieldType FREQUENCIES = frequencies();

  private IndexBuilder() {}

  static void build(
      Corpus corpus, Path folder, Analysis analysis, Kept kept, Progress.Source source) {
    Path target = folder.toAbsolutePath();
    Path work = kept.folder().resolve("lucene");
    Path beside = target.resolveSibling("." + target.getFileName() + ".part");
    try {
      var left = IndexLeft.in(work, analysis);
      try {
        write(corpus, work, analysis, left, kept, source);
      } catch (IndexLeft.OfOtherPassages e) {
        IndexLeft.remove(work, e);
        write(corpus, work, analysis, IndexLeft.NOTHING, kept, source);
      }
      AtomicFiles.deleteTree(beside);
      AtomicFiles.link(work, beside);
      AtomicFiles.publish(beside, target);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the index " + folder, e);
    }
  }

  private static void write(
      Corpus corpus,
      Path folder,
      Analysis analysis,
      IndexLeft left,
      Kept kept,
      Progress.Source source)
      throws IOException {
    var hash = new Sha256().add(analysis.toString());
    try (var analyzer = analysis.analyzer();
        var directory = new IndexFolder(folder);
        var writer = new IndexWriter(directory, config(analyzer));
        var progress = source.start("index", "passages", corpus.size());
        var documents = corpus.documents()) {
      Iterator<Document> each = documents.iterator();
      for (long i = 0; i < left.documents() && each.hasNext(); i++) add(hash, each.next());
      left.check(hash);
      progress.step(left.documents());
      for (; each.hasNext(); progress.step(1)) {
        Document document = each.next();
        add(hash, document);
        writer.addDocument(fields(document));
        if (kept.due()) kept.save(() -> commit(writer, analysis, hash));
      }
      if (writer.getDocStats().numDocs == 0) throw new BadInput("the collection has no passages");
      writer.forceMerge(1);
      commit(writer, analysis, hash);
      refuseDuplicates(directory);
    }
  }

  private static void add(Sha256 hash, Document document) {
    hash.add(document.id()).add(document.title()).add(document.text());
  }

  /** What is in so far can be found again; each commit says how much that is. */
  private static void commit(IndexWriter writer, Analysis analysis, Sha256 hash)
      throws IOException {
    writer.setLiveCommitData(
        Map.of(ANALYZER, analysis.toString(), FINGERPRINT, hash.soFar()).entrySet());
    writer.commit();
  }

  private static void refuseDuplicates(Directory directory) throws IOException {
    try (var reader = DirectoryReader.open(directory)) {
      var passages = new Passages(reader.leaves().getFirst().reader());
      if (passages.distinct() < reader.maxDoc())
        throw new BadInput(
            "the collection has %d passages but only %d different ids"
                .formatted(reader.maxDoc(), passages.distinct()));
    }
  }

  private static Iterable<Field> fields(Document document) {
    return List.of(
        new SortedDocValuesField(ID, new BytesRef(document.id())),
        new SortedDocValuesField(TEXT_KEY, new BytesRef(textKey(document))),
        new Field(CONTENTS, document.joined(), FREQUENCIES));
  }

  private static IndexWriterConfig config(Analyzer analyzer) {
    return new IndexWriterConfig(analyzer)
        .setOpenMode(IndexWriterConfig.OpenMode.CREATE_OR_APPEND)
        .setCommitOnClose(false)
        .setRAMBufferSizeMB(BUFFER_MB)
        .setMergeScheduler(new SerialMergeScheduler())
        // Lucene breaks ties by internal number, trec_eval by id, last first: here they are one
        .setIndexSort(new Sort(new SortField(ID, SortField.Type.STRING, true)));
  }

  private static FieldType frequencies() {
    var type = new FieldType();
    type.setTokenized(true);
    type.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
    type.freeze();
    return type;
  }

  /** Equal for passages that say the same; training masks its columns by the same rule. */
  private static String textKey(Document document) {
    return Sha256.of(NormalisedText.of(document.joined())).substring(0, 32);
  }
}
