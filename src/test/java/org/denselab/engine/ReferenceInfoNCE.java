package org.denselab.engine;

/**
 * InfoNCE in double precision: mean cross entropy of {@code q p / temperature}, with its gradient.
 */
@SuppressWarnings("ArrayRecordComponent")
record ReferenceInfoNCE(double loss, double[][] scores, Matrix queryGradients, Matrix passages) {
  static ReferenceInfoNCE of(Matrix queries, Matrix passages, int[] positive, double temperature) {
    int n = queries.rows();
    double[][] scores = new double[n][passages.rows()];
    double loss = 0;
    var dq = new Matrix(n, queries.columns());
    var dp = new Matrix(passages.rows(), passages.columns());
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int j = 0; j < passages.rows(); j++) {
        for (int c = 0; c < queries.columns(); c++)
          scores[i][j] += (double) queries.at(i, c) * passages.at(j, c) / temperature;
        sum += Math.exp(scores[i][j]);
      }
      loss += (Math.log(sum) - scores[i][positive[i]]) / n;
      for (int j = 0; j < passages.rows(); j++) {
        double d = (Math.exp(scores[i][j]) / sum - (j == positive[i] ? 1 : 0)) / n / temperature;
        for (int c = 0; c < queries.columns(); c++) {
          dq.values()[i * dq.columns() + c] += (float) (d * passages.at(j, c));
          dp.values()[j * dp.columns() + c] += (float) (d * queries.at(i, c));
        }
      }
    }
    return new ReferenceInfoNCE(loss, scores, dq, dp);
  }
}
