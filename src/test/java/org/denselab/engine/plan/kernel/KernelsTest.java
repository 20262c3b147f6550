package org.denselab.engine.plan.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.denselab.engine.plan.kernel.RowFunction.eachRow;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernels over rows against plain Java and numeric gradients, on widths that fit no vector. */
class KernelsTest {
  private static final int ROWS = 3;

  private final Random random = new Random(6);

  private static double[] sum(double[] a, double[] b, double factor) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] + factor * b[i]).toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 16, 37, 64, 131})
  void layerNorm(int width) {
    double eps = 1e-5;
    int n = ROWS * width;
    try (var x = Native.drawn(random, n);
        var weight = Native.drawn(random, width);
        var bias = Native.drawn(random, width);
        var y = Native.zeros(n);
        var statistics = Native.zeros(2 * ROWS);
        var dy = Native.drawn(random, n);
        var dx = Native.drawn(random, n);
        var sums = Native.zeros(2 * width)) {
      RowFunction norm =
          eachRow(
              width,
              row -> {
                double mean = Arrays.stream(row).sum() / width;
                double variance =
                    Arrays.stream(row).map(v -> (v - mean) * (v - mean)).sum() / width;
                var out = new double[width];
                for (int i = 0; i < width; i++)
                  out[i] =
                      (row[i] - mean) / Math.sqrt(variance + eps) * weight.get(i) + bias.get(i);
                return out;
              });
      long w = weight.address();
      LayerNorm.forward(
          x.address(), w, bias.address(), eps, y.address(), statistics.address(), ROWS, width);
      norm.checkValues(x, y, 2e-5);
      double[] made = y.doubles();
      Lanes.zero(y.address(), made.length);
      LayerNorm.again(
          x.address(), statistics.address(), w, bias.address(), y.address(), ROWS, width);
      assertThat(y.doubles()).isEqualTo(made);
      double[] before = dx.doubles();
      LayerNorm.backward(
          x.address(),
          statistics.address(),
          w,
          dy.address(),
          dx.address(),
          true,
          sums.address(),
          ROWS,
          width);
      norm.checkGradient(x.doubles(), dy.doubles(), sum(dx.doubles(), before, -1), 2e-4);
      for (int i = 0; i < width; i++) {
        double toWeight = 0;
        double toBias = 0;
        for (int at = i; at < n; at += width) {
          toWeight += dy.get(at) * (y.get(at) - bias.get(i)) / weight.get(i);
          toBias += dy.get(at);
        }
        assertThat(sums.get(i)).isCloseTo(toWeight, within(1e-3));
        assertThat(sums.get(width + i)).isCloseTo(toBias, within(1e-5));
      }
      assertThat(dx.whole() && sums.whole()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 16, 33, 100})
  void softmax(int width) {
    int stride = Lanes.roundUp(width) + Lanes.COUNT;
    RowFunction softmax =
        eachRow(
            stride,
            row -> {
              double total = 0;
              for (int i = 0; i < width; i++) total += Math.exp(row[i]);
              var out = row.clone();
              for (int i = 0; i < width; i++) out[i] = Math.exp(row[i]) / total;
              return out;
            });
    try (var x = Native.drawn(random, ROWS * stride);
        var d = Native.drawn(random, ROWS * stride)) {
      double[] input = x.doubles();
      Softmax.forward(x.address(), ROWS, width, stride);
      double[] want = softmax.apply(input);
      for (int i = 0; i < want.length; i++)
        if (i % stride < width)
          assertThat(x.get(i)).as("value %d", i).isCloseTo(want[i], within(1e-6));
      double[] dy = d.doubles();
      Softmax.backward(x.address(), d.address(), ROWS, width, stride);
      double[] dx = d.doubles();
      for (int i = 0; i < dy.length; i++) if (i % stride >= width) dx[i] = dy[i]; // scratch
      softmax.checkGradient(input, dy, dx, 1e-5);
      assertThat(x.whole() && d.whole()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 16, 37})
  void unitLength(int width) {
    RowFunction unit =
        eachRow(
            width,
            row -> {
              double length = Math.sqrt(Arrays.stream(row).map(v -> v * v).sum());
              return Arrays.stream(row).map(v -> v / length).toArray();
            });
    int n = ROWS * width;
    try (var x = Native.drawn(random, n);
        var y = Native.zeros(n);
        var d = Native.drawn(random, n)) {
      UnitLength.forward(x.address(), y.address(), ROWS, width);
      unit.checkValues(x, y, 1e-6);
      double[] dy = d.doubles();
      UnitLength.backward(x.address(), d.address(), d.address(), false, ROWS, width);
      unit.checkGradient(x.doubles(), dy, d.doubles(), 1e-4);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 16, 37, 64})
  void sumsAndFactors(int count) {
    try (var a = Native.drawn(random, count);
        var b = Native.drawn(random, count);
        var c = Native.zeros(count)) {
      double[] x = a.doubles();
      double[] y = b.doubles();
      Sums.add(a.address(), b.address(), c.address(), count);
      for (int i = 0; i < count; i++) assertThat(c.get(i)).isCloseTo(x[i] + y[i], within(1e-6));
      var factors = new float[count];
      for (int i = 0; i < count; i++) factors[i] = i % 3;
      Factors.multiply(a.address(), factors, c.address(), true, count);
      Factors.scale(b.address(), 0.5f, c.address(), true, count);
      for (int i = 0; i < count; i++)
        assertThat(c.get(i)).isCloseTo(x[i] * (1 + i % 3) + 1.5 * y[i], within(1e-5));
      assertThat(c.whole()).isTrue();
    }
  }
}
