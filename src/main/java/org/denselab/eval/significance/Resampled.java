package org.denselab.eval.significance;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * An estimate and how it would come out again.
 *
 * @param estimate the value from the data as they are
 * @param sorted its values from the resamples, ascending
 * @param spread its squared standard error by parts
 */
public record Resampled(double estimate, double[] sorted, Spread spread) {
  /**
   * The bootstrap's percentiles, stretched about the estimate. A bootstrap of k seeds sees (k-1)/k
   * of their variance and knows no t quantile, so that its own percentiles miss the level with few
   * seeds (Hesterberg 2015, section 4, "narrowness bias"). Stretched, the interval keeps its shape
   * and is as wide as {@link Spread#halfWidth} asks for.
   */
  public Interval interval(double level) {
    var plain = percentiles(level);
    double deviation = Math.sqrt(Spread.variance(sorted));
    if (!(deviation > Spread.ROUNDING) || !Double.isFinite(deviation))
      return around(level, spread.halfWidth(level));
    double normal = NormalDistribution.of(0, 1).inverseCumulativeProbability((1 + level) / 2);
    double stretch = spread.halfWidth(level) / (normal * deviation);
    if (!Double.isFinite(stretch)) return around(level, Double.POSITIVE_INFINITY);
    return new Interval(
        estimate + stretch * (plain.low() - estimate),
        estimate + stretch * (plain.high() - estimate),
        level);
  }

  private Interval around(double level, double half) {
    return new Interval(estimate - half, estimate + half, level);
  }

  /** The plain percentile interval (Efron 1979): too narrow with few seeds. */
  public Interval percentiles(double level) {
    return new Interval(quantile((1 - level) / 2), quantile((1 + level) / 2), level);
  }

  private double quantile(double share) {
    double at = share * (sorted.length - 1);
    int below = (int) Math.floor(at);
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }

  @Override
  public String toString() {
    return estimate + " " + interval(0.95) + " from " + sorted.length + " resamples";
  }

  static Resampled of(double estimate, double[] values, Spread spread) {
    Arrays.sort(values);
    return new Resampled(estimate, values, spread);
  }
}
