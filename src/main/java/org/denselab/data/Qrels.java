package org.denselab.data;

import java.util.Collections;
import java.util.LinkedHashMap;
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
}
