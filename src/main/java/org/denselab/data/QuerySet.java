package org.denselab.data;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The queries of one split with their judgments.
 *
 * @param slices subsets by query id that were fixed before any run, such as {@code mismatch}
 * @param evidence query id to the words of its gold that answer it; empty where the data does not
 *     say which those are
 */
public record QuerySet(
    String split,
    List<Query> queries,
    Qrels qrels,
    Map<String, Set<String>> slices,
    Map<String, String> evidence) {
  public QuerySet {
    queries = List.copyOf(queries);
    slices = Map.copyOf(slices);
    evidence = Map.copyOf(evidence);
  }

  /** Queries of which nobody says where their golds answer them. */
  public QuerySet(String split, List<Query> queries, Qrels qrels, Map<String, Set<String>> slices) {
    this(split, queries, qrels, slices, Map.of());
  }
}
