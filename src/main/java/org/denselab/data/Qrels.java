package org.denselab.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Judgments: query id to passage id to grade, in file order. */
public record Qrels(Map<String, Map<String, Integer>> grades) {
  public Qrels {
    var copy = new LinkedHashMap<String, Map<String, Integer>>();
    grades.forEach(
        (query, judged) ->
            copy.put(query, Collections.unmodifiableMap(new LinkedHashMap<>(judged))));
    grades = Collections.unmodifiableMap(copy);
  }

  /** The judged passages of a query, empty where there are none. */
  public Map<String, Integer> of(String queryId) {
    return grades.getOrDefault(queryId, Map.of());
  }

  /** The passages of a query that are graded above 0, in file order. */
  public List<String> positives(String queryId) {
    return of(queryId).entrySet().stream()
        .filter(judged -> judged.getValue() > 0)
        .map(Map.Entry::getKey)
        .toList();
  }
}
