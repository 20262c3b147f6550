package org.denselab.train;

import java.util.BitSet;
import org.denselab.engine.Matrix;

/**
 * Learning from a teacher's scores: for each query KL(teacher, student) between the softmax of the
 * teacher's scores and that of our scores over a temperature, over the query's own passages,
 * averaged over queries.
 */
public final class Distillation {
  private Distillation() {}

  /**
   * Computes the loss of a batch.
   *
   * @param own the columns of each row's own passages
   * @param teacher the teacher's score of each of them, in the same order
   */
  public static InfoNCE.Result of(
      Matrix queries, Matrix passages, int[][] own, double[][] teacher, double temperature) {
    int rows = queries.rows();
    var dots = new Dots(queries, passages, temperature);
    double[] scores = new double[passages.rows()];
    double loss = 0;
    long others = 0;
    for (int row = 0; row < rows; row++) {
      var columns = new BitSet(passages.rows());
      for (int column : own[row]) columns.set(column);
      double logSum = dots.logSumExp(row, columns, scores);
      double teacherLogSum = logSumExp(teacher[row]);
      for (int i = 0; i < own[row].length; i++) {
        int column = own[row][i];
        double logTarget = teacher[row][i] - teacherLogSum;
        double logStudent = scores[column] - logSum;
        loss += Math.exp(logTarget) * (logTarget - logStudent);
        dots.pull(row, column, (Math.exp(logStudent) - Math.exp(logTarget)) / rows);
      }
      others += own[row].length - 1;
    }
    return new InfoNCE.Result(
        loss / rows, dots.queryGradient(), dots.passageGradient(), (double) others / rows);
  }

  private static double logSumExp(double[] scores) {
    double max = Double.NEGATIVE_INFINITY;
    for (double score : scores) max = Math.max(max, score);
    double sum = 0;
    for (double score : scores) sum += Math.exp(score - max);
    return max + Math.log(sum);
  }
}
