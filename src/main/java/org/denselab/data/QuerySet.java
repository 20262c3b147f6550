package org.denselab.data;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The queries of one split with their judgments. {@code slices} names subsets by query id that were
 * fixed before any run, such as {@code mismatch}.
 */
public record QuerySet(
    String split, List<Query> queries, Qrels qrels, Map<String, Set<String>> slices) {
  public QuerySet {
    queries = List.copyOf(queries);
    slices = Map.copyOf(slices);
  }
}
