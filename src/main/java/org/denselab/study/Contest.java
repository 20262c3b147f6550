package org.denselab.study;

import java.util.List;
import java.util.Map;
import org.denselab.eval.significance.CorrelationDifference;
import org.denselab.eval.significance.Differences;

/**
 * Two arms of one table, and the metric by which they are compared.
 *
 * @param other the baseline
 */
record Contest(Arm arm, Arm other, String metric) {
  /** How many seeds the difference is a mean over; 0 where neither side draws at random. */
  int seeds() {
    return drawn() ? arm.seeds().size() : 0;
  }

  boolean ofPairs() {
    return arm.seeds().getFirst().predicted() != null;
  }

  /** The difference of two correlations with the human scores. */
  CorrelationDifference correlations() {
    return new CorrelationDifference(
        arm.seeds().getFirst().gold(), predicted(arm), predicted(other), metric.equals("spearman"));
  }

  /** By seed and query; a correlation's by the pseudo-values of its pairs. */
  Differences differences() {
    return ofPairs() ? correlations().pseudoValues() : Differences.of(scores(arm), scores(other));
  }

  private boolean drawn() {
    return arm.row().drawn() || other.row().drawn();
  }

  /** Where no seed makes a difference, all are one. */
  private List<EvaluationFile> seeds(Arm side) {
    return drawn() ? side.seeds() : side.seeds().subList(0, 1);
  }

  private double[][] predicted(Arm side) {
    return seeds(side).stream().map(EvaluationFile::predicted).toArray(double[][]::new);
  }

  private List<Map<String, Double>> scores(Arm side) {
    return seeds(side).stream().map(seed -> seed.perQuery().get(metric)).toList();
  }
}
