package org.denselab.study;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Scores by the slices of queries that were fixed beforehand. */
final class Slices {
  static final String ALL = "all";

  private Slices() {}

  /** The scores of a slice's queries only. */
  static EvaluationFile cut(EvaluationFile scores, String slice, Set<String> queries) {
    var metrics = new LinkedHashMap<String, Double>();
    var perQuery = new LinkedHashMap<String, Map<String, Double>>();
    var kept = new LinkedHashSet<String>();
    scores
        .perQuery()
        .forEach(
            (metric, values) -> {
              var cut = new LinkedHashMap<>(values);
              cut.keySet().retainAll(queries);
              kept.addAll(cut.keySet());
              perQuery.put(metric, cut);
              metrics.put(
                  metric,
                  cut.values().stream().mapToDouble(Double::doubleValue).average().orElse(0));
            });
    return new EvaluationFile(
        metrics,
        perQuery,
        kept.size(),
        "the %d queries of slice %s".formatted(kept.size(), slice),
        scores.droppedIdentical());
  }
}
