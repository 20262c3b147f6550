package org.denselab.analysis.geometry;

/** Products of two samples of the same points, in fp64. */
final class CrossProducts {
  private CrossProducts() {}

  /**
   * a' b.
   *
   * @param a row-major [points, width], {@code b} likewise
   * @return [width of a, width of b]
   */
  static double[][] of(double[] a, int widthA, double[] b, int widthB) {
    int points = a.length / widthA;
    double[][] product = new double[widthA][widthB];
    for (int p = 0; p < points; p++)
      for (int i = 0; i < widthA; i++) {
        double x = a[p * widthA + i];
        double[] row = product[i];
        int at = p * widthB;
        for (int j = 0; j < widthB; j++) row[j] += x * b[at + j];
      }
    return product;
  }

  /** The sum of squares. */
  static double power(double[][] matrix) {
    double sum = 0;
    for (double[] row : matrix) for (double x : row) sum += x * x;
    return sum;
  }
}
