package org.denselab.analysis.probe;

import java.util.SplittableRandom;
import org.denselab.base.Seeds;

/**
 * The published probe: one linear layer from the vectors of query and candidates, one after the
 * other, to the number of the positive's slot, which is drawn anew for every look at an item. Adam,
 * learning rate 1e-4, 30 epochs of batches of 32,768; the epoch that scores best on the very items
 * it is tested on is kept. It adds up what query and passages say and can express no match.
 */
record ConcatProbe(long seed) {
  private static final int EPOCHS = 30;
  private static final int BATCH = 32_768;
  private static final double RATE = 1e-4;

  Learned learn(Candidates data, LayerVectors vectors, int k) {
    double[] correct = new double[data.items().size()];
    double training = 0;
    for (int fold = 0; fold < data.folds(); fold++) {
      int held = fold;
      int[] train = MatchProbe.items(data, item -> item.fold() != held);
      int[] test = MatchProbe.items(data, item -> item.fold() == held);
      training += new Fold(data, vectors, k, fold).run(train, test, correct) / data.folds();
    }
    return new Learned(correct, training, true);
  }

  /** One training. */
  private final class Fold {
    private final Candidates data;
    private final LayerVectors vectors;
    private final int k;
    private final int width;
    private final SplittableRandom random;
    private final float[] input;
    private final float[][] weights;
    private final float[][] gradient;
    private final Adam[] adam;
    private final double[] scores;

    Fold(Candidates data, LayerVectors vectors, int k, int fold) {
      this.data = data;
      this.vectors = vectors;
      this.k = k;
      width = vectors.width();
      int inputs = (k + 1) * width + 1; // the last is 1, for the bias
      input = new float[inputs];
      input[inputs - 1] = 1;
      weights = new float[k][inputs];
      gradient = new float[k][inputs];
      adam = new Adam[k];
      scores = new double[k];
      random = Seeds.stream(seed, "published probe", k, fold);
      double bound = 1 / Math.sqrt(inputs - 1);
      for (int c = 0; c < k; c++) {
        adam[c] = new Adam(inputs);
        for (int i = 0; i < inputs; i++) weights[c][i] = (float) random.nextDouble(-bound, bound);
      }
    }

    double run(int[] train, int[] test, double[] correct) {
      double best = -1;
      double training = 0;
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        double seen = 0;
        for (int from = 0; from < train.length; from += BATCH)
          seen += batch(train, from, Math.min(train.length, from + BATCH));
        double[] tested = new double[test.length];
        double sum = 0;
        for (int i = 0; i < test.length; i++) {
          tested[i] = look(test[i]) ? 1 : 0;
          sum += tested[i];
        }
        if (sum > best) {
          best = sum;
          training = seen / train.length;
          for (int i = 0; i < test.length; i++) correct[test[i]] = tested[i];
        }
      }
      return training;
    }

    private double batch(int[] train, int from, int to) {
      for (float[] row : gradient) java.util.Arrays.fill(row, 0);
      double right = 0;
      for (int i = from; i < to; i++) {
        int slot = arrange(train[i]);
        if (score() == slot) right++;
        double sum = 0;
        for (double score : scores) sum += Math.exp(score - scores[argmax()]);
        for (int c = 0; c < k; c++) {
          double share = Math.exp(scores[c] - scores[argmax()]) / sum;
          float residual = (float) ((share - (c == slot ? 1 : 0)) / (to - from));
          for (int j = 0; j < input.length; j++) gradient[c][j] += residual * input[j];
        }
      }
      for (int c = 0; c < k; c++) adam[c].step(weights[c], gradient[c]);
      return right;
    }

    private boolean look(int item) {
      int slot = arrange(item);
      return score() == slot;
    }

    /** Lays out query and candidates, the positive at a drawn slot, which is returned. */
    private int arrange(int item) {
      int[] own = data.items().get(item).passages();
      int slot = random.nextInt(k);
      System.arraycopy(vectors.queries().values(), item * width, input, 0, width);
      for (int s = 0, next = 1; s < k; s++) {
        int passage = s == slot ? own[0] : own[next++];
        System.arraycopy(
            vectors.passages().values(), passage * width, input, (s + 1) * width, width);
      }
      return slot;
    }

    private int score() {
      for (int c = 0; c < k; c++) scores[c] = MatchScorer.dot(weights[c], input, 0, input.length);
      return argmax();
    }

    private int argmax() {
      int best = 0;
      for (int c = 1; c < k; c++) if (scores[c] > scores[best]) best = c;
      return best;
    }
  }

  /** Adam with PyTorch's defaults. */
  private static final class Adam {
    private final float[] first;
    private final float[] second;
    private int steps;

    Adam(int size) {
      first = new float[size];
      second = new float[size];
    }

    void step(float[] weights, float[] gradient) {
      steps++;
      double one = 1 - Math.pow(0.9, steps);
      double two = 1 - Math.pow(0.999, steps);
      for (int i = 0; i < weights.length; i++) {
        first[i] += 0.1f * (gradient[i] - first[i]);
        second[i] += 0.001f * (gradient[i] * gradient[i] - second[i]);
        weights[i] -= (float) (RATE * (first[i] / one) / (Math.sqrt(second[i] / two) + 1e-8));
      }
    }
  }
}
