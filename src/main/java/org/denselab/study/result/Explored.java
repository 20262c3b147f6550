package org.denselab.study.result;

import java.util.List;
import java.util.Map;

/**
 * What each retriever returned for the queries of one task and split, for people to look into.
 *
 * @param metric that the values of queries are of
 * @param arms ids of the cells
 * @param queries those on which arms differ most come first
 * @param total how many queries there are, kept here or not
 * @param passages texts by id, of passages that are named here; cut where long, and empty where the
 *     study keeps no texts
 */
public record Explored(
    String task,
    String split,
    String metric,
    List<String> arms,
    List<Asked> queries,
    int total,
    Map<String, String> passages) {

  /**
   * A query.
   *
   * @param gold the passages judged relevant, best first
   * @param values by arm; NaN where one has none
   * @param found by arm; empty where what the arms returned is not kept for this query
   */
  public record Asked(
      String id, String text, List<String> gold, List<Double> values, List<Found> found) {}

  /**
   * The first hits of an arm.
   *
   * @param goldRank the best rank of a relevant passage among all hits; 0 where there is none
   */
  public record Found(int goldRank, List<Returned> hits) {}

  /** A passage and its score. */
  public record Returned(String id, double score) {}
}
