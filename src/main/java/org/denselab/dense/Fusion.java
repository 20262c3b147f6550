package org.denselab.dense;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.denselab.data.Hit;
import org.denselab.data.Run;

/** One run out of several: {@code hybrid}. A query counts if any of the runs has it. */
public final class Fusion {
  /** The constant of reciprocal-rank fusion in Cormack et al. 2009. */
  public static final int RANK_CONSTANT = 60;

  private Fusion() {}

  /** Sum over runs of {@code 1 / (constant + rank)}, ranks counted from 1. */
  public static Run reciprocalRank(List<Run> runs, int constant, int depth) {
    return fuse(
        runs,
        depth,
        (run, hits, sums) -> {
          for (int i = 0; i < hits.size(); i++)
            sums.merge(hits.get(i).docId(), 1.0 / (constant + i + 1), Double::sum);
        });
  }

  /**
   * Weighted sum of scores brought to [0, 1] per query and run, the best hit 1 and the worst 0; a
   * passage that a run did not return has 0 there.
   */
  public static Run normalisedScores(List<Run> runs, List<Double> weights, int depth) {
    if (weights.size() != runs.size())
      throw new IllegalArgumentException(weights.size() + " weights for " + runs.size() + " runs");
    return fuse(
        runs,
        depth,
        (run, hits, sums) -> {
          double best = hits.getFirst().score();
          double range = best - hits.getLast().score();
          for (Hit hit : hits) {
            double score = range == 0 ? 1 : 1 - (best - hit.score()) / range;
            sums.merge(hit.docId(), weights.get(run) * score, Double::sum);
          }
        });
  }

  private interface Rule {
    void add(int run, List<Hit> hits, Map<String, Double> sums);
  }

  private static Run fuse(List<Run> runs, int depth, Rule rule) {
    Set<String> queries = new LinkedHashSet<>();
    for (Run run : runs) queries.addAll(run.hits().keySet());
    var fused = new LinkedHashMap<String, List<Hit>>();
    for (String query : queries) {
      var sums = new HashMap<String, Double>();
      for (int i = 0; i < runs.size(); i++) {
        var hits = new ArrayList<>(runs.get(i).of(query));
        hits.sort(TrecOrder.BEST_FIRST);
        if (!hits.isEmpty()) rule.add(i, hits, sums);
      }
      fused.put(
          query,
          sums.entrySet().stream()
              .map(e -> new Hit(e.getKey(), e.getValue()))
              .sorted(TrecOrder.BEST_FIRST)
              .limit(depth)
              .toList());
    }
    return new Run("hybrid", fused);
  }
}
