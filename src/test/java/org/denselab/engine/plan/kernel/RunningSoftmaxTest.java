package org.denselab.engine.plan.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Softmax by tiles, and of causal rows, against softmax of whole rows. */
class RunningSoftmaxTest {
  private final Random random = new Random(5);

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 16, 33, 100})
  void tilesMakeTheWholeRow(int tile) {
    int tiles = 4;
    int stride = Lanes.roundUp(tile);
    try (var x = Native.drawn(random, tiles * stride);
        var running = Native.zeros(2);
        var factors = Native.zeros(tiles)) {
      double[] input = x.doubles();
      double total = 0;
      for (int t = 0; t < tiles; t++)
        for (int i = 0; i < tile; i++) total += Math.exp(input[t * stride + i]);
      long largest = running.address();
      for (int t = 0; t < tiles; t++) {
        float f =
            RunningSoftmax.row(x.address() + 4L * t * stride, tile, largest, largest + 4, t == 0);
        for (int earlier = 0; earlier < t; earlier++)
          factors.set(earlier, (float) factors.get(earlier) * f);
        factors.set(t, 1);
      }
      float logSum = RunningSoftmax.logSum(largest, largest + 4);
      assertThat((double) logSum).isCloseTo(Math.log(total), within(1e-5));
      try (var again = Native.zeros(tiles * stride)) {
        for (int i = 0; i < input.length; i++) again.set(i, (float) input[i]);
        for (int t = 0; t < tiles; t++) {
          RunningSoftmax.probabilities(again.address() + 4L * t * stride, tile, logSum);
          for (int i = 0; i < stride; i++) {
            int at = t * stride + i;
            double want = i < tile ? Math.exp(input[at]) / total : 0;
            assertThat(x.get(at) * factors.get(t) / running.get(1)).isCloseTo(want, within(1e-6));
            assertThat(again.get(at)).isCloseTo(want, within(1e-6));
          }
        }
        assertThat(again.whole()).isTrue();
      }
      assertThat(x.whole() && running.whole()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 16, 33, 100})
  void gradientOfTilesIsThatOfTheRow(int width) {
    int stride = Lanes.roundUp(width);
    try (var p = Native.drawn(random, stride);
        var d = Native.drawn(random, stride);
        var whole = Native.zeros(stride)) {
      Softmax.forward(p.address(), 1, width, stride);
      double along = 0;
      for (int i = 0; i < width; i++) along += p.get(i) * d.get(i);
      Lanes.copy(d.address(), whole.address(), stride);
      Softmax.backward(p.address(), whole.address(), 1, width, stride);
      RunningSoftmax.backward(p.address(), d.address(), width, (float) along);
      for (int i = 0; i < width; i++) assertThat(d.get(i)).isCloseTo(whole.get(i), within(1e-6));
    }
  }

  @Test
  void causalRowsSeeNoColumnPastTheirOwn() {
    int first = 20;
    int rows = 13;
    int stride = Lanes.roundUp(first + rows);
    try (var x = Native.drawn(random, rows * stride);
        var row = Native.zeros(stride)) {
      double[] input = x.doubles();
      Softmax.causal(x.address(), first, rows, stride);
      for (int r = 0; r < rows; r++) {
        int width = first + r + 1;
        for (int i = 0; i < width; i++) row.set(i, (float) input[r * stride + i]);
        Softmax.forward(row.address(), 1, width, stride);
        for (int i = 0; i < stride; i++)
          assertThat(x.get(r * stride + i)).isEqualTo(i < width ? row.get(i) : 0);
      }
      assertThat(x.whole()).isTrue();
    }
  }
}
