package org.denselab.eval;

/** Pearson's correlation of predicted and human similarity. */
public record Pearson() implements PairMeasure {
  @Override
  public String label() {
    return "pearson";
  }

  @Override
  public double score(double[] predicted, double[] gold) {
    return correlation(predicted, gold);
  }

  static double correlation(double[] x, double[] y) {
    double meanX = mean(x);
    double meanY = mean(y);
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      double dx = x[i] - meanX;
      double dy = y[i] - meanY;
      xy += dx * dy;
      xx += dx * dx;
      yy += dy * dy;
    }
    return xx == 0 || yy == 0 ? 0 : xy / Math.sqrt(xx) / Math.sqrt(yy);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) sum += value;
    return sum / values.length;
  }
}
