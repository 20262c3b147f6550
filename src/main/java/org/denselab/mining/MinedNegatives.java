package org.denselab.mining;

import static java.util.stream.Collectors.toSet;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

  /** The share of these that a query did not have before; 0 where there are none. */
  public double newSince(MinedNegatives before) {
    long all = 0;
    long fresh = 0;
    for (var entry : byQuery.entrySet()) {
      Set<String> known = before.of(entry.getKey()).stream().map(Mined::doc).collect(toSet());
      all += entry.getValue().size();
      fresh += entry.getValue().stream().filter(mined -> !known.contains(mined.doc())).count();
    }
    return all == 0 ? 0 : (double) fresh / all;
  }

  /** The ids of queries with fewer negatives than asked for, those without any among them. */
  public List<String> incomplete() {
    return byQuery.entrySet().stream()
        .filter(entry -> entry.getValue().size() < provenance.rules().count())
        .map(Map.Entry::getKey)
        .toList();
  }
}
