package org.denselab.analysis.geometry;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How much of one space another has kept; both are of the same points in the same order. */
public final class Agreement {
  private Agreement() {}

  /**
   * The mean share of a point's nearest neighbours that are the same in both spaces.
   *
   * @param a neighbours by point, as many in {@code b}
   */
  public static Measure ofNeighbours(int[][] a, int[][] b) {
    if (a.length != b.length)
      throw new IllegalArgumentException(a.length + " points and " + b.length);
    double[] shares = new double[a.length];
    for (int p = 0; p < shares.length; p++) {
      var before = Arrays.stream(a[p]).boxed().collect(Collectors.toSet());
      long same = Arrays.stream(b[p]).filter(before::contains).count();
      shares[p] = (double) same / a[p].length;
    }
    return Measure.meanOf(shares);
  }

  /**
   * Linear centred kernel alignment (Kornblith et al. 2019): 1 where the spaces differ by rotation
   * and scale alone. Widths may differ.
   */
  public static Measure cka(Space a, Space b) {
    if (a.size() != b.size())
      throw new IllegalArgumentException(a.size() + " points and " + b.size());
    double[] x = a.centred();
    double[] y = b.centred();
    int widthX = a.unit().columns();
    int widthY = b.unit().columns();
    double between = CrossProducts.power(CrossProducts.of(x, widthX, y, widthY));
    double ofX = CrossProducts.power(CrossProducts.of(x, widthX, x, widthX));
    double ofY = CrossProducts.power(CrossProducts.of(y, widthY, y, widthY));
    return Measure.alone(between / Math.sqrt(ofX * ofY));
  }
}
