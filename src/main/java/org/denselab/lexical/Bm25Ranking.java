package org.denselab.lexical;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.lucene.search.ScoreDoc;
import org.denselab.base.Progress;
import org.denselab.data.Query;
import org.denselab.mining.Candidate;
import org.denselab.mining.Ranking;

/** BM25's order of passages. */
final class Bm25Ranking implements Ranking {
  private final Bm25Index index;
  private final int threads;
  private final Passages passages;

  Bm25Ranking(Bm25Index index, int threads) throws IOException {
    this.index = index;
    this.threads = threads;
    this.passages = index.passages();
  }

  @Override
  public String name() {
    return "bm25";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        "analyzer",
        index.analysis().toString(),
        "k1",
        Float.toString(index.parameters().k1()),
        "b",
        Float.toString(index.parameters().b()));
  }

  @Override
  public String fingerprint() {
    return index.fingerprint();
  }

  @Override
  public long documents() {
    return index.documents();
  }

  @Override
  public List<List<Candidate>> of(List<Query> queries, int depth, Progress progress) {
    return QueryThreads.map(queries, threads, progress, query -> ranked(query, depth));
  }

  private List<Candidate> ranked(Query query, int depth) {
    try {
      var own = index.passages(); // for one thread
      List<Candidate> ranked = new ArrayList<>();
      for (ScoreDoc hit : index.ranked(query, depth))
        ranked.add(new Candidate(own.id(hit.doc), hit.score, own.textKey(hit.doc)));
      return ranked;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public OptionalLong text(String doc) throws IOException {
    int number = passages.number(doc);
    return number < 0 ? OptionalLong.empty() : OptionalLong.of(passages.textKey(number));
  }
}
