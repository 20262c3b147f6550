package org.denselab.train;

import java.util.BitSet;
import org.denselab.engine.Matrix;

/**
 * The triplet loss on cosines (Schroff et al. 2015, there on distances): max(0, cos(q, p-) - cos(q,
 * p+) + margin), averaged over all pairs of a query and a negative that counts for it. A batch
 * without such a pair has loss and gradient 0. Sums run in fp64.
 */
public final class Triplet {
  private Triplet() {}

  /**
   * Computes the loss of a batch.
   *
   * @param queries [queries, width], of any length
   * @param passages [passages, width], of any length
   * @param positive the positive's column, per row
   * @param columns the columns that count for each row, its positive included
   */
  public static InfoNCE.Result of(
      Matrix queries, Matrix passages, int[] positive, BitSet[] columns, double margin) {
    if (positive.length != queries.rows() || columns.length != queries.rows())
      throw new IllegalArgumentException("one positive and one set of columns a query");
    var cosines = new Cosines(queries, passages);
    long triplets = 0;
    for (BitSet counted : columns) triplets += counted.cardinality() - 1;
    double loss = 0;
    for (int row = 0; row < positive.length; row++) {
      double target = cosines.of(row, positive[row]);
      BitSet counted = columns[row];
      for (int c = counted.nextSetBit(0); c >= 0; c = counted.nextSetBit(c + 1)) {
        if (c == positive[row]) continue;
        double lacking = cosines.of(row, c) - target + margin;
        // written so that a NaN is kept: the trainer's guard looks for it
        if (lacking <= 0) continue;
        loss += lacking / triplets;
        cosines.pull(row, c, 1.0 / triplets);
        cosines.pull(row, positive[row], -1.0 / triplets);
      }
    }
    return new InfoNCE.Result(
        loss,
        cosines.queryGradient(),
        cosines.passageGradient(),
        (double) triplets / queries.rows());
  }
}
