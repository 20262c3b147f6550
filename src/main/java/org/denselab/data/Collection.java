package org.denselab.data;

import java.util.List;
import java.util.Map;

/** A retrieval collection: passages, and queries with judgments by split (train, dev, test). */
public non-sealed interface Collection extends Dataset {
  Corpus corpus();

  /** The splits that exist, in the order train, dev, test, others. */
  List<String> splits();

  /**
   * The queries of one split.
   *
   * @throws org.denselab.base.BadInput when there is no such split; the message lists those there
   *     are
   */
  QuerySet queries(String split);

  /**
   * How many judgments of a split name a passage that the corpus lacks. They stay in the qrels, so
   * that metrics are the published ones; a training positive among them cannot be used.
   */
  default long missingDocuments(String split) {
    return 0;
  }

  /** Queries that no split judges. */
  default List<Query> unjudged() {
    return List.of();
  }

  /** Hard negatives that the data brings along: query id to passage ids, best first. */
  default Map<String, List<String>> negatives(String split) {
    return Map.of();
  }

  /** Whether {@link #negatives} has any, told without reading them where that is possible. */
  default boolean bringsNegatives(String split) {
    return !negatives(split).isEmpty();
  }
}
