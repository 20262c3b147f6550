package org.denselab.train;

import org.denselab.engine.Matrix;

/** Cosines of two sets of embeddings, with their gradients. Values in fp64. */
final class Cosines {
  private final Matrix queries;
  private final Matrix passages;
  private final double[] queryNorms;
  private final double[] passageNorms;
  private final double[] queryGradient;
  private final double[] passageGradient;

  Cosines(Matrix queries, Matrix passages) {
    this.queries = queries;
    this.passages = passages;
    this.queryNorms = norms(queries);
    this.passageNorms = norms(passages);
    this.queryGradient = new double[queries.values().length];
    this.passageGradient = new double[passages.values().length];
  }

  double of(int row, int column) {
    int q = row * queries.columns();
    int p = column * queries.columns();
    double sum = 0;
    for (int i = 0; i < queries.columns(); i++)
      sum += (double) queries.values()[q + i] * passages.values()[p + i];
    return sum / (queryNorms[row] * passageNorms[column]);
  }

  /** Adds the gradient of {@code weight * of(row, column)}. */
  void pull(int row, int column, double weight) {
    int width = queries.columns();
    int q = row * width;
    int p = column * width;
    double cosine = of(row, column);
    for (int i = 0; i < width; i++) {
      double unitQuery = queries.values()[q + i] / queryNorms[row];
      double unitPassage = passages.values()[p + i] / passageNorms[column];
      queryGradient[q + i] += weight * (unitPassage - cosine * unitQuery) / queryNorms[row];
      passageGradient[p + i] += weight * (unitQuery - cosine * unitPassage) / passageNorms[column];
    }
  }

  Matrix queryGradient() {
    return Dots.narrowed(queries, queryGradient);
  }

  Matrix passageGradient() {
    return Dots.narrowed(passages, passageGradient);
  }

  private static double[] norms(Matrix matrix) {
    double[] norms = new double[matrix.rows()];
    for (int row = 0; row < norms.length; row++) {
      double sum = 0;
      for (int i = 0; i < matrix.columns(); i++) sum += Math.pow(matrix.at(row, i), 2);
      norms[row] = Math.sqrt(sum);
    }
    return norms;
  }
}
