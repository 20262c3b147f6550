package org.denselab.eval.significance;

import java.util.Arrays;
import java.util.List;

/**
 * The least-squares slope of a difference on log10 of a size: how much it grows with ten times the
 * size. A slope is a weighted sum of the sizes' differences, so that it has a value for each seed
 * and query, and is resampled as they are.
 */
public final class LogSlope {
  private LogSlope() {}

  /**
   * The slope seed by seed and query by query.
   *
   * @param sizes non-embedding parameters, positive and not all equal, one for each difference
   */
  public static Differences of(double[] sizes, List<Differences> differences) {
    return Differences.sum(differences, weights(sizes));
  }

  static double[] weights(double... sizes) {
    double[] logs = Arrays.stream(sizes).map(Math::log10).toArray();
    double mean = Spread.mean(logs);
    double squares = Arrays.stream(logs).map(x -> (x - mean) * (x - mean)).sum();
    if (!(squares > 0) || !Double.isFinite(squares))
      throw new IllegalArgumentException("a slope needs two different sizes");
    return Arrays.stream(logs).map(x -> (x - mean) / squares).toArray();
  }
}
