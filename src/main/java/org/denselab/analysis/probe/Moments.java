package org.denselab.analysis.probe;

import org.denselab.engine.Matrix;

/**
 * Mean and inverse deviation of each column, over some rows. A column that does not vary beyond
 * rounding has inverse 0: it can tell nothing.
 */
@SuppressWarnings("ArrayRecordComponent") // read by index in inner loops
record Moments(float[] mean, float[] inverse) {
  /** Deviations below this share of a column's size are rounding. */
  private static final double ROUNDING = 1e-5;

  static Moments of(Matrix rows, int[] which) {
    int width = rows.columns();
    double[] sum = new double[width];
    double[] squares = new double[width];
    for (int row : which)
      for (int i = 0; i < width; i++) {
        double value = rows.at(row, i);
        sum[i] += value;
        squares[i] += value * value;
      }
    float[] mean = new float[width];
    float[] inverse = new float[width];
    for (int i = 0; i < width; i++) {
      double average = sum[i] / which.length;
      double square = squares[i] / which.length;
      double deviation = Math.sqrt(Math.max(0, square - average * average));
      mean[i] = (float) average;
      inverse[i] = deviation <= ROUNDING * Math.sqrt(square) ? 0 : (float) (1 / deviation);
    }
    return new Moments(mean, inverse);
  }
}
