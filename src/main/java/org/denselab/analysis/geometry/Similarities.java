package org.denselab.analysis.geometry;

import java.util.stream.IntStream;
import org.denselab.engine.Matrix;

/**
 * The cosines of all pairs of a sample.
 *
 * @param cosines [points, points]
 */
public record Similarities(Matrix cosines) {
  /** In exp(-t |x - y|²), as Wang and Isola (2020) have it. */
  private static final double T = 2;

  /** The mean cosine of two points: 0 where directions are spread evenly, 1 where all agree. */
  public Measure meanCosine() {
    int n = cosines.rows();
    double[] rows = new double[n];
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) if (j != i) sum += cosines.at(i, j);
      rows[i] = sum / (n - 1);
    }
    double mean = Measure.meanOf(rows).value();
    // of a mean over pairs each point has two sides (Hoeffding 1948)
    for (int i = 0; i < n; i++) rows[i] = mean + 2 * (rows[i] - mean);
    return new Measure(mean, rows);
  }

  /**
   * Uniformity (Wang and Isola 2020): the logarithm of the mean of exp(-2 |x - y|²) over pairs; the
   * lower the more evenly the sphere is covered.
   */
  public Measure uniformity() {
    int n = cosines.rows();
    double[] rows = new double[n];
    for (int i = 0; i < n; i++) {
      double sum = 0;
      // on the unit sphere |x - y|² is 2 - 2 cos
      for (int j = 0; j < n; j++) if (j != i) sum += Math.exp(-T * (2 - 2.0 * cosines.at(i, j)));
      rows[i] = sum / (n - 1);
    }
    double mean = Measure.meanOf(rows).value();
    double value = Math.log(mean);
    for (int i = 0; i < n; i++) rows[i] = value + 2 * (rows[i] - mean) / mean;
    return new Measure(value, rows);
  }

  /** The {@code k} points nearest to each, nearest first; of equals the first. */
  public int[][] nearest(int k) {
    int n = cosines.rows();
    if (k < 1 || k >= n)
      throw new IllegalArgumentException(k + " neighbours among " + n + " points");
    return IntStream.range(0, n).parallel().mapToObj(i -> nearest(i, k)).toArray(int[][]::new);
  }

  private int[] nearest(int point, int k) {
    return IntStream.range(0, cosines.rows())
        .filter(j -> j != point)
        .boxed()
        .sorted((a, b) -> Float.compare(cosines.at(point, b), cosines.at(point, a)))
        .limit(k)
        .mapToInt(j -> j)
        .toArray();
  }
}
