package org.denselab.eval.significance;

/**
 * The outcome of a paired test.
 *
 * @param pairs queries compared
 * @param meanDifference system minus baseline
 * @param p two-sided
 */
public record Significance(int pairs, double meanDifference, double statistic, double p) {
  /**
   * Of differences that are all the same: the chance that as many signs fall alike, either way; 1
   * where there is no difference, or one pair alone.
   */
  static Significance ofSigns(double... differences) {
    int n = differences.length;
    double mean = n == 0 ? 0 : Spread.mean(differences);
    boolean none = n == 0 || Math.abs(mean) < Spread.ROUNDING;
    return new Significance(n, mean, none ? 0 : n, none ? 1 : Math.scalb(1.0, 1 - n));
  }
}
