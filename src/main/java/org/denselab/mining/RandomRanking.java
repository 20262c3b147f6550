package org.denselab.mining;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import org.denselab.base.Progress;
import org.denselab.base.Seeds;
import org.denselab.data.Query;

/**
 * Passages in an order that chance makes, one of its own for each query: negatives that are not
 * hard, to compare hard ones with.
 *
 * @param fingerprint of the collection
 */
public record RandomRanking(PassageTexts texts, String fingerprint, long seed) implements Ranking {
  /** What provenance calls it. */
  public static final String NAME = "random";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("seed", Long.toString(seed));
  }

  @Override
  public long documents() {
    return texts.size();
  }

  @Override
  public List<List<Candidate>> of(List<Query> queries, int depth, Progress progress) {
    List<List<Candidate>> all = new ArrayList<>();
    for (Query query : queries) {
      List<Candidate> drawn = new ArrayList<>();
      for (int row : rows(query, Math.min(depth, texts.size()))) drawn.add(texts.candidate(row, 0));
      all.add(drawn);
      progress.step(1);
    }
    return all;
  }

  /** Distinct rows in the order in which they are drawn. */
  private Set<Integer> rows(Query query, int count) {
    SplittableRandom random = Seeds.stream(seed, "random negatives of " + query.id());
    if (2 * count > texts.size()) return permuted(random, count);
    var rows = new LinkedHashSet<Integer>();
    while (rows.size() < count) rows.add(random.nextInt(texts.size()));
    return rows;
  }

  private Set<Integer> permuted(SplittableRandom random, int count) {
    int[] order = new int[texts.size()];
    for (int i = 0; i < order.length; i++) order[i] = i;
    var rows = new LinkedHashSet<Integer>();
    for (int i = 0; i < count; i++) {
      int at = random.nextInt(i, order.length);
      rows.add(order[at]);
      order[at] = order[i];
    }
    return rows;
  }

  @Override
  public OptionalLong text(String doc) {
    return texts.text(doc);
  }
}
