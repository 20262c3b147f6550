package org.denselab.analysis.probe;

/**
 * Scores, loss and gradient of a {@link MatchProbe}. Weights are {@code [of p, of q*p]}. Passages
 * are standardised through the weights: what centring them would add is the same for every
 * candidate, and so are not copied.
 */
final class MatchScorer {
  private final Candidates data;
  private final LayerVectors vectors;
  private final int k;
  private final boolean query;
  private final Moments queries;
  private final Moments passages;
  private final float[] seen;
  private final float[] pull;
  private final float[] sum;
  private final double[] scores;

  /**
   * @param train items that mean and deviation are taken from
   * @param query whether the query is seen
   */
  MatchScorer(Candidates data, LayerVectors vectors, int[] train, int k, boolean query) {
    this.data = data;
    this.vectors = vectors;
    this.k = k;
    this.query = query;
    int width = vectors.width();
    queries = Moments.of(vectors.queries(), train);
    passages = Moments.of(vectors.passages(), candidates(train));
    seen = new float[width];
    pull = new float[width];
    sum = new float[width];
    scores = new double[k];
  }

  private int[] candidates(int[] train) {
    int[] rows = new int[train.length * k];
    for (int i = 0; i < train.length; i++)
      System.arraycopy(data.items().get(train[i]).passages(), 0, rows, i * k, k);
    return rows;
  }

  double loss(double[] w, double[] gradient, int[] items, int[] label, double l2) {
    int width = vectors.width();
    float[] ofPassage = new float[width];
    float[] ofProduct = new float[width];
    double loss = 0;
    for (int item : items) {
      score(w, item);
      double logSum = logSumExp();
      loss += logSum - scores[label[item]];
      java.util.Arrays.fill(sum, 0);
      int[] own = data.items().get(item).passages();
      for (int j = 0; j < k; j++) {
        double residual = Math.exp(scores[j] - logSum) - (j == label[item] ? 1 : 0);
        add((float) residual, vectors.passages().values(), own[j] * width, sum);
      }
      for (int i = 0; i < width; i++) {
        float d = sum[i] * passages.inverse()[i];
        ofPassage[i] += d;
        ofProduct[i] += d * seen[i];
      }
    }
    double norm = 0;
    for (int i = 0; i < width; i++) {
      gradient[i] = ofPassage[i] / items.length + l2 * w[i];
      gradient[width + i] = ofProduct[i] / items.length + l2 * w[width + i];
      norm += w[i] * w[i] + w[width + i] * w[width + i];
    }
    return loss / items.length + l2 / 2 * norm;
  }

  /**
   * The share of the items whose label scores highest.
   *
   * @param into filled by item, unless it is empty
   */
  double accuracy(double[] w, int[] items, int[] label, double[] into) {
    double sum = 0;
    for (int item : items) {
      score(w, item);
      double best = scores[0];
      for (int j = 1; j < k; j++) best = Math.max(best, scores[j]);
      int equal = 0;
      for (int j = 0; j < k; j++) if (scores[j] == best) equal++;
      double correct = scores[label[item]] == best ? 1.0 / equal : 0;
      if (into.length > 0) into[item] = correct;
      sum += correct;
    }
    return sum / items.length;
  }

  private void score(double[] w, int item) {
    int width = vectors.width();
    float[] q = vectors.queries().values();
    int at = item * width;
    for (int i = 0; i < width; i++) {
      seen[i] = query ? (q[at + i] - queries.mean()[i]) * queries.inverse()[i] : 0;
      pull[i] = (float) ((w[i] + w[width + i] * seen[i]) * passages.inverse()[i]);
    }
    int[] own = data.items().get(item).passages();
    for (int j = 0; j < k; j++)
      scores[j] = dot(pull, vectors.passages().values(), own[j] * width, width);
  }

  private double logSumExp() {
    double max = Double.NEGATIVE_INFINITY;
    for (double score : scores) max = Math.max(max, score);
    double sum = 0;
    for (double score : scores) sum += Math.exp(score - max);
    return max + Math.log(sum);
  }

  private static void add(float factor, float[] from, int at, float[] to) {
    for (int i = 0; i < to.length; i++) to[i] += factor * from[at + i];
  }

  /** Eight sums side by side: one would wait for each addition. */
  static float dot(float[] a, float[] b, int at, int width) {
    float s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
    int i = 0;
    for (; i + 8 <= width; i += 8) {
      s0 = Math.fma(a[i], b[at + i], s0);
      s1 = Math.fma(a[i + 1], b[at + i + 1], s1);
      s2 = Math.fma(a[i + 2], b[at + i + 2], s2);
      s3 = Math.fma(a[i + 3], b[at + i + 3], s3);
      s4 = Math.fma(a[i + 4], b[at + i + 4], s4);
      s5 = Math.fma(a[i + 5], b[at + i + 5], s5);
      s6 = Math.fma(a[i + 6], b[at + i + 6], s6);
      s7 = Math.fma(a[i + 7], b[at + i + 7], s7);
    }
    for (; i < width; i++) s0 = Math.fma(a[i], b[at + i], s0);
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }
}
