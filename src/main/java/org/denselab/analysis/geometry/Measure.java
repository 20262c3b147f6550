package org.denselab.analysis.geometry;

/**
 * A measure of a sample.
 *
 * @param points the sample points' shares in it, of which {@code value} is the mean: for a mean its
 *     terms, else the value plus each point's influence (Hampel 1974), so that resampling points
 *     shows how it would come out again; empty where that is not known
 */
@SuppressWarnings("ArrayRecordComponent") // as large as the sample; nobody writes to it
public record Measure(double value, double[] points) {
  /** A measure whose error is not known. */
  static Measure alone(double value) {
    return new Measure(value, new double[0]);
  }

  static Measure meanOf(double[] points) {
    double sum = 0;
    for (double point : points) sum += point;
    return new Measure(sum / points.length, points);
  }

  /** Whether it is known what each point does to the measure. */
  public boolean resamples() {
    return points.length > 0;
  }
}
