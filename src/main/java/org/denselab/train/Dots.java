package org.denselab.train;

import java.util.BitSet;
import org.denselab.engine.Matrix;

/**
 * Scaled dot products of two sets of embeddings, with their gradients: what every loss over scores
 * shares. Values in fp64.
 */
final class Dots {
  private final Matrix queries;
  private final Matrix passages;
  private final double temperature;
  private final double[] queryGradient;
  private final double[] passageGradient;

  Dots(Matrix queries, Matrix passages, double temperature) {
    this.queries = queries;
    this.passages = passages;
    this.temperature = temperature;
    this.queryGradient = new double[queries.values().length];
    this.passageGradient = new double[passages.values().length];
  }

  /** Fills {@code scores} at the given columns; returns their stable log-sum-exp. */
  double logSumExp(int row, BitSet columns, double[] scores) {
    double max = Double.NEGATIVE_INFINITY;
    for (int c = columns.nextSetBit(0); c >= 0; c = columns.nextSetBit(c + 1)) {
      scores[c] = score(row, c);
      // a NaN must stay one: the trainer's guard looks for it
      max = Math.max(max, scores[c]);
    }
    double sum = 0;
    for (int c = columns.nextSetBit(0); c >= 0; c = columns.nextSetBit(c + 1))
      sum += Math.exp(scores[c] - max);
    return max + Math.log(sum);
  }

  /** Adds the gradient of {@code weight * score(row, column)}. */
  void pull(int row, int column, double weight) {
    int width = queries.columns();
    int q = row * width;
    int p = column * width;
    double scaled = weight / temperature;
    for (int i = 0; i < width; i++) {
      queryGradient[q + i] += scaled * passages.values()[p + i];
      passageGradient[p + i] += scaled * queries.values()[q + i];
    }
  }

  Matrix queryGradient() {
    return narrowed(queries, queryGradient);
  }

  Matrix passageGradient() {
    return narrowed(passages, passageGradient);
  }

  private double score(int row, int column) {
    int width = queries.columns();
    int q = row * width;
    int p = column * width;
    double sum = 0;
    for (int i = 0; i < width; i++)
      sum += (double) queries.values()[q + i] * passages.values()[p + i];
    return sum / temperature;
  }

  static Matrix narrowed(Matrix like, double[] values) {
    var out = new Matrix(like.rows(), like.columns());
    for (int i = 0; i < values.length; i++) out.values()[i] = (float) values[i];
    return out;
  }
}
