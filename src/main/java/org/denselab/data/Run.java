package org.denselab.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a retriever returned: query id to hits, best first. {@code tag} names the retriever, as in
 * TREC run files.
 */
public record Run(String tag, Map<String, List<Hit>> hits) {
  public Run {
    var copy = new LinkedHashMap<String, List<Hit>>();
    hits.forEach((query, list) -> copy.put(query, List.copyOf(list)));
    hits = Collections.unmodifiableMap(copy);
  }

  /** The hits of a query, empty where there are none. */
  public List<Hit> of(String queryId) {
    return hits.getOrDefault(queryId, List.of());
  }
}
