package org.denselab.dense;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.denselab.base.Progress;
import org.denselab.data.Hit;
import org.denselab.data.Query;
import org.denselab.mining.Candidate;
import org.denselab.mining.PassageTexts;
import org.denselab.mining.Ranking;

/** A model's order of passages, all of them compared. */
public final class DenseRanking implements Ranking {
  private final VectorFile passages;
  private final Encoder queries;
  private final PassageTexts texts;
  private final Map<String, Integer> rows = new HashMap<>();
  private final String fingerprint;

  /**
   * @param passages embeddings by the model that {@code queries} encodes with
   * @param texts of the same passages in the same order
   * @param fingerprint SHA-256 of model, passages and templates
   */
  public DenseRanking(
      VectorFile passages, Encoder queries, PassageTexts texts, String fingerprint) {
    if (passages.rows() != texts.size())
      throw new IllegalArgumentException(
          passages.rows() + " vectors of " + texts.size() + " passages");
    this.passages = passages;
    this.queries = queries;
    this.texts = texts;
    this.fingerprint = fingerprint;
    for (int row = 0; row < passages.rows(); row++) rows.put(passages.ids().get(row), row);
  }

  @Override
  public String name() {
    return "dense";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of();
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public long documents() {
    return passages.rows();
  }

  @Override
  public List<List<Candidate>> of(List<Query> part, int depth, Progress progress) {
    var embedded = queries.encode(part.stream().map(Query::text).toList());
    var run =
        ExactSearch.search(
            passages, embedded, part.stream().map(Query::id).toList(), depth, "dense");
    List<List<Candidate>> ranked = new ArrayList<>();
    for (Query query : part) {
      List<Candidate> hits = new ArrayList<>();
      for (Hit hit : run.hits().get(query.id()))
        hits.add(texts.candidate(rows.get(hit.docId()), (float) hit.score()));
      ranked.add(hits);
    }
    progress.step(part.size());
    return ranked;
  }

  @Override
  public OptionalLong text(String doc) {
    return texts.text(doc);
  }
}
