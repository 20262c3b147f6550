package org.denselab.lexical;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.FSDirectory;
import org.denselab.base.BadInput;
import org.denselab.base.Kept;
import org.denselab.base.Progress;
import org.denselab.data.Corpus;
import org.denselab.data.Hit;
import org.denselab.data.Query;
import org.denselab.data.Run;
import org.denselab.mining.Ranking;

/** A BM25 index in a folder, opened for searching. Safe for several threads. */
public final class Bm25Index implements AutoCloseable {
  private static final Logger LOG = LogManager.getLogger();

  private final DirectoryReader reader;
  private final LeafReader segment;
  private final IndexSearcher searcher;
  private final Analyzer analyzer;
  private final Analysis analysis;
  private final Bm25 parameters;
  private final String fingerprint;

  private Bm25Index(DirectoryReader reader, Path folder, Bm25 parameters) throws IOException {
    var about = reader.getIndexCommit().getUserData();
    if (reader.leaves().size() != 1 || !about.containsKey(IndexBuilder.FINGERPRINT))
      throw new BadInput(folder + ": not an index written by Denselab");
    this.reader = reader;
    this.parameters = parameters;
    segment = reader.leaves().getFirst().reader();
    analysis = Analysis.parse(about.get(IndexBuilder.ANALYZER));
    fingerprint = about.get(IndexBuilder.FINGERPRINT);
    analyzer = analysis.analyzer();
    searcher = new IndexSearcher(reader);
    searcher.setSimilarity(new BM25Similarity(parameters.k1(), parameters.b()));
    searcher.setQueryCache(null);
  }

  /**
   * Indexes title and text joined; the folder appears when the index is whole.
   *
   * @param kept an unfinished index, of an earlier attempt and of this one
   * @throws BadInput where there are no passages or two share an id
   */
  public static void build(
      Corpus corpus, Path folder, Analysis analysis, Kept kept, Progress.Source progress) {
    IndexBuilder.build(corpus, folder, analysis, kept, progress);
  }

  /**
   * Opens an index; queries are analysed as its passages were.
   *
   * @throws BadInput where the folder holds no index of this version
   */
  public static Bm25Index open(Path folder, Bm25 parameters) {
    if (!Files.isDirectory(folder)) throw new BadInput(folder + ": no such folder");
    try {
      var reader = DirectoryReader.open(FSDirectory.open(folder));
      try {
        return new Bm25Index(reader, folder, parameters);
      } catch (IOException | RuntimeException e) {
        reader.close();
        throw e;
      }
    } catch (IndexNotFoundException | IndexFormatTooOldException | IndexFormatTooNewException e) {
      throw new BadInput(folder + ": no Lucene index that this version can read", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the index " + folder, e);
    }
  }

  /**
   * Searches; a query may have fewer than {@code k} hits, and has none where it consists of stop
   * words. The same for any number of threads.
   */
  public Run search(List<Query> queries, int k, int threads, Progress.Source source) {
    long start = System.nanoTime();
    List<List<Hit>> found;
    try (var progress = source.start("search", "queries", queries.size())) {
      found = QueryThreads.map(queries, threads, progress, query -> hits(query, k));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    var hits = new LinkedHashMap<String, List<Hit>>();
    for (int i = 0; i < queries.size(); i++) hits.put(queries.get(i).id(), found.get(i));
    LOG.info(
        "BM25: {} queries, {} queries/s", queries.size(), Math.round(queries.size() / seconds));
    List<String> empty = withoutTerms(queries);
    if (!empty.isEmpty())
      LOG.warn(
          "{} of {} queries have only stop words and find nothing, such as {}",
          empty.size(),
          queries.size(),
          empty.getFirst());
    return new Run("bm25", hits);
  }

  /** The ids of queries that consist of stop words, or of no words at all: they find nothing. */
  public List<String> withoutTerms(List<Query> queries) {
    return queries.stream()
        .filter(query -> QueryTerms.of(query.text(), analyzer).isEmpty())
        .map(Query::id)
        .toList();
  }

  /** Number of passages. */
  public int documents() {
    return reader.numDocs();
  }

  public Analysis analysis() {
    return analysis;
  }

  public Bm25 parameters() {
    return parameters;
  }

  /** SHA-256 over the passages and the analyzer's name. */
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public void close() {
    try {
      analyzer.close();
      reader.close();
      reader.directory().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its order of passages, to mine from. */
  public Ranking ranking(int threads) throws IOException {
    return new Bm25Ranking(this, threads);
  }

  ScoreDoc[] ranked(Query query, int k) throws IOException {
    var terms = QueryTerms.of(query.text(), analyzer);
    if (terms.isEmpty()) return new ScoreDoc[0];
    return searcher.search(QueryTerms.query(terms), k).scoreDocs;
  }

  Passages passages() throws IOException {
    return new Passages(segment);
  }

  private List<Hit> hits(Query query, int k) {
    try {
      var passages = passages();
      var hits = new ArrayList<Hit>();
      for (ScoreDoc hit : ranked(query, k)) hits.add(new Hit(passages.id(hit.doc), hit.score));
      return hits;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
