package org.denselab.train;

import java.util.BitSet;
import org.denselab.engine.Matrix;

/**
 * The contrastive loss (van den Oord et al. 2018): for each query the cross entropy of its positive
 * among the columns that count for it, scores being dot products over a temperature, averaged over
 * queries. Sums run in fp64.
 */
public final class InfoNCE {
  private InfoNCE() {}

  /**
   * The loss and its gradients.
   *
   * @param loss mean over rows
   * @param queries gradient [queries, width]
   * @param passages gradient [passages, width]
   * @param effectiveNegatives mean number of negatives a row was compared with, masked columns not
   *     counted
   */
  public record Result(double loss, Matrix queries, Matrix passages, double effectiveNegatives) {}

  /**
   * Computes the loss of a batch.
   *
   * @param queries [queries, width]
   * @param passages [passages, width]
   * @param positive the positive's column, per row
   * @param columns the columns that count for each row, its positive included: where false
   *     negatives are masked, their bits are clear
   */
  public static Result of(
      Matrix queries, Matrix passages, int[] positive, BitSet[] columns, double temperature) {
    check(queries, passages, positive, columns, temperature);
    int rows = queries.rows();
    var dots = new Dots(queries, passages, temperature);
    double loss = 0;
    long negatives = 0;
    double[] scores = new double[passages.rows()];
    for (int row = 0; row < rows; row++) {
      BitSet counted = columns[row];
      double logSum = dots.logSumExp(row, counted, scores);
      loss += logSum - scores[positive[row]];
      negatives += counted.cardinality() - 1;
      for (int c = counted.nextSetBit(0); c >= 0; c = counted.nextSetBit(c + 1)) {
        double probability = Math.exp(scores[c] - logSum);
        dots.pull(row, c, (probability - (c == positive[row] ? 1 : 0)) / rows);
      }
    }
    return new Result(
        loss / rows, dots.queryGradient(), dots.passageGradient(), (double) negatives / rows);
  }

  private static void check(
      Matrix queries, Matrix passages, int[] positive, BitSet[] columns, double temperature) {
    if (queries.columns() != passages.columns())
      throw new IllegalArgumentException(
          "queries are " + queries.columns() + " wide, passages " + passages.columns());
    if (positive.length != queries.rows() || columns.length != queries.rows())
      throw new IllegalArgumentException("one positive and one set of columns a query");
    if (!(temperature > 0)) throw new IllegalArgumentException("temperature " + temperature);
    for (int row = 0; row < positive.length; row++)
      if (!columns[row].get(positive[row]) || columns[row].length() > passages.rows())
        throw new IllegalArgumentException(
            "row " + row + ": positive " + positive[row] + " of columns " + columns[row]);
  }
}
