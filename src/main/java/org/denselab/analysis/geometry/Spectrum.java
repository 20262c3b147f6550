package org.denselab.analysis.geometry;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * The variances of a sample along its principal directions. IsoScore (Rudman et al. 2022) is no
 * measure of its own: worked out, it is (participation ratio - 1) / (width - 1).
 */
public final class Spectrum {
  private final double[] variances;
  private final double[] squares;
  private final double[] firsts;
  private final double[] weighted;

  /**
   * @param variances descending
   * @param squares each point's squared distance from the mean
   * @param firsts each point's squared coordinate in the first direction
   * @param weighted each point's x' C x
   */
  private Spectrum(double[] variances, double[] squares, double[] firsts, double[] weighted) {
    this.variances = variances;
    this.squares = squares;
    this.firsts = firsts;
    this.weighted = weighted;
  }

  /**
   * @param centred row-major [points, width] of mean 0
   */
  static Spectrum of(double[] centred, int points) {
    int width = centred.length / points;
    return width <= points ? byWidth(centred, points, width) : byPoints(centred, points, width);
  }

  private static Spectrum byWidth(double[] centred, int points, int width) {
    double[][] covariance = CrossProducts.of(centred, width, centred, width);
    for (double[] row : covariance) for (int i = 0; i < width; i++) row[i] /= points;
    var eigen = eigen(covariance);
    double[] direction = eigen.getEigenvector(first(eigen)).toArray();
    double[] squares = new double[points];
    double[] firsts = new double[points];
    double[] weighted = new double[points];
    for (int p = 0; p < points; p++) {
      double along = 0;
      for (int i = 0; i < width; i++) {
        double x = centred[p * width + i];
        double sum = 0;
        for (int j = 0; j < width; j++) sum += covariance[i][j] * centred[p * width + j];
        weighted[p] += x * sum;
        squares[p] += x * x;
        along += x * direction[i];
      }
      firsts[p] = along * along;
    }
    return new Spectrum(variances(eigen), squares, firsts, weighted);
  }

  /** Fewer points than dimensions: the matrix of inner products has the same spectrum. */
  private static Spectrum byPoints(double[] centred, int points, int width) {
    double[][] inner = new double[points][points];
    for (int a = 0; a < points; a++)
      for (int b = 0; b < points; b++) {
        for (int i = 0; i < width; i++)
          inner[a][b] += centred[a * width + i] * centred[b * width + i];
        inner[a][b] /= points;
      }
    var eigen = eigen(inner);
    double[] direction = eigen.getEigenvector(first(eigen)).toArray();
    double largest = variances(eigen)[0];
    double[] squares = new double[points];
    double[] firsts = new double[points];
    double[] weighted = new double[points];
    for (int p = 0; p < points; p++) {
      squares[p] = points * inner[p][p];
      firsts[p] = points * largest * direction[p] * direction[p];
      for (int other = 0; other < points; other++)
        weighted[p] += points * inner[p][other] * inner[p][other];
    }
    return new Spectrum(variances(eigen), squares, firsts, weighted);
  }

  private static EigenDecomposition eigen(double[][] symmetric) {
    // to the bit, so that the decomposition takes it for symmetric
    for (int i = 0; i < symmetric.length; i++)
      for (int j = 0; j < i; j++) symmetric[i][j] = symmetric[j][i];
    return new EigenDecomposition(new Array2DRowRealMatrix(symmetric, false));
  }

  private static int first(EigenDecomposition eigen) {
    double[] values = eigen.getRealEigenvalues();
    int first = 0;
    for (int i = 1; i < values.length; i++) if (values[i] > values[first]) first = i;
    return first;
  }

  private static double[] variances(EigenDecomposition eigen) {
    double[] ascending = eigen.getRealEigenvalues().clone();
    Arrays.sort(ascending);
    double[] variances = new double[ascending.length];
    for (int i = 0; i < variances.length; i++)
      variances[i] = Math.max(0, ascending[variances.length - 1 - i]);
    return variances;
  }

  /**
   * The effective rank (Roy and Vetterli 2007): the exponential of the entropy of the singular
   * values, each as a share of their sum.
   */
  public Measure effectiveRank() {
    double sum = Arrays.stream(variances).map(Math::sqrt).sum();
    double entropy = 0;
    for (double variance : variances) {
      double share = Math.sqrt(variance) / sum;
      if (share > 0) entropy -= share * Math.log(share);
    }
    return Measure.alone(Math.exp(entropy));
  }

  /** (sum of variances)² / sum of squared variances: how many directions share the variance. */
  public Measure participationRatio() {
    double trace = Arrays.stream(variances).sum();
    double power = Arrays.stream(variances).map(v -> v * v).sum();
    double ratio = trace * trace / power;
    double[] points = new double[squares.length];
    for (int p = 0; p < points.length; p++)
      points[p] =
          ratio
              + 2 * ratio * (squares[p] - trace) / trace
              - 2 * ratio * (weighted[p] - power) / power;
    return new Measure(ratio, points);
  }

  /** The share of the variance that lies in the first principal direction. */
  public Measure firstShare() {
    double trace = Arrays.stream(variances).sum();
    double share = variances[0] / trace;
    double[] points = new double[squares.length];
    for (int p = 0; p < points.length; p++)
      points[p] = share + (firsts[p] - variances[0]) / trace - share * (squares[p] - trace) / trace;
    return new Measure(share, points);
  }
}
