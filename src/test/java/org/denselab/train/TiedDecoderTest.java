package org.denselab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.denselab.engine.Matrix;
import org.junit.jupiter.api.Test;

/** Cross entropy over a vocabulary in pieces is that of the whole. */
class TiedDecoderTest {
  @Test
  void vocabularyChunksGiveWhatOneSoftmaxGives() {
    int vocabulary = 9003;
    int width = 3;
    int[] labels = {0, 8191, 8192, 9002};
    var random = new SplittableRandom(6);
    var rows = new Matrix(4, width);
    for (int i = 0; i < 12; i++) rows.values()[i] = (float) (random.nextDouble() * 4 - 2);
    try (var arena = Arena.ofShared()) {
      var words = arena.allocate(4L * vocabulary * width, 64);
      var bias = arena.allocate(4L * vocabulary, 64);
      var wordGradient = arena.allocate(4L * vocabulary * width, 64);
      var biasGradient = arena.allocate(4L * vocabulary, 64);
      for (long i = 0; i < (long) vocabulary * width; i++) add(words, i, random.nextDouble() - .5);
      for (long i = 0; i < vocabulary; i++) add(bias, i, random.nextDouble() * 4);
      add(biasGradient, 7, 1);
      var result = TiedDecoder.crossEntropy(rows, labels, words, bias, wordGradient, biasGradient);
      double loss = 0;
      double[] expected = new double[vocabulary];
      double[] hidden = new double[12];
      for (int r = 0; r < 4; r++) {
        double[] logits = new double[vocabulary];
        double sum = 0;
        for (int v = 0; v < vocabulary; v++) {
          logits[v] = at(bias, v);
          for (int j = 0; j < width; j++)
            logits[v] += (double) rows.at(r, j) * at(words, (long) v * width + j);
          sum += Math.exp(logits[v]);
        }
        loss += (Math.log(sum) - logits[labels[r]]) / 4;
        for (int v = 0; v < vocabulary; v++) {
          double g = (Math.exp(logits[v]) / sum - (v == labels[r] ? 1 : 0)) / 4;
          expected[v] += g;
          for (int j = 0; j < width; j++)
            hidden[r * width + j] += g * at(words, (long) v * width + j);
        }
      }
      assertThat(result.loss()).isCloseTo(loss, within(1e-5));
      assertThat(TiedDecoder.loss(rows, labels, words, bias)).isEqualTo(result.loss());
      for (int v = 0; v < vocabulary; v++)
        assertThat((double) at(biasGradient, v))
            .isCloseTo(expected[v] + (v == 7 ? 1 : 0), within(1e-6));
      for (int i = 0; i < 12; i++)
        assertThat((double) result.hidden().values()[i]).isCloseTo(hidden[i], within(1e-5));
    }
  }

  @Test
  void rowsBeyondABlockCountToo() {
    int count = 1100; // more than two blocks of rows
    var rows = new Matrix(count, 1);
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      rows.values()[i] = i / 500f - 1;
      labels[i] = i % 2;
    }
    try (var arena = Arena.ofShared()) {
      var words = arena.allocate(8, 64);
      add(words, 0, .5);
      add(words, 1, -.25);
      var wordGradient = arena.allocate(8, 64);
      var result =
          TiedDecoder.crossEntropy(
              rows, labels, words, MemorySegment.NULL, wordGradient, MemorySegment.NULL);
      double loss = 0;
      double[] expected = new double[2];
      for (int i = 0; i < count; i++) {
        double x = rows.values()[i];
        double first = 1 / (1 + Math.exp(-.75 * x)); // of two, by the difference of their logits
        double[] p = {first, 1 - first};
        loss -= Math.log(p[labels[i]]) / count;
        for (int w = 0; w < 2; w++) expected[w] += (p[w] - (w == labels[i] ? 1 : 0)) * x / count;
        assertThat((double) result.hidden().values()[i])
            .isCloseTo(
                ((p[0] - (labels[i] == 0 ? 1 : 0)) * .5 - (p[1] - labels[i]) * .25) / count,
                within(1e-8));
      }
      assertThat(result.loss()).isCloseTo(loss, within(1e-6));
      for (int w = 0; w < 2; w++)
        assertThat((double) at(wordGradient, w)).isCloseTo(expected[w], within(1e-6));
    }
  }

  private static void add(MemorySegment values, long i, double by) {
    values.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) (at(values, i) + by));
  }

  private static float at(MemorySegment values, long i) {
    return values.getAtIndex(ValueLayout.JAVA_FLOAT, i);
  }
}
