package org.denselab.mining;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Hard negatives by query id, best rank first, in the order of the queries. */
public record MinedNegatives(Provenance provenance, Map<String, List<Mined>> byQuery) {
  public MinedNegatives {
    var copy = new LinkedHashMap<String, List<Mined>>();
    byQuery.forEach((query, negatives) -> copy.put(query, List.copyOf(negatives)));
    byQuery = Collections.unmodifiableMap(copy);
  }

  /** A query's negatives, empty where there are none. */
  public List<Mined> of(String queryId) {
    return byQuery.getOrDefault(queryId, List.of());
  }

  /** The ids of queries with fewer negatives than asked for, those without any among them. */
  public List<String> incomplete() {
    return byQuery.entrySet().stream()
        .filter(entry -> entry.getValue().size() < provenance.rules().count())
        .map(Map.Entry::getKey)
        .toList();
  }
}
