package org.denselab.engine.plan.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.denselab.engine.plan.kernel.RowFunction.eachRow;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against plain Java and numeric gradients. */
class RmsNormTest {
  private static final int ROWS = 3;
  private static final double EPS = 1e-5;

  @ParameterizedTest
  @CsvSource({"1, 0", "5, 1", "16, 0", "37, 1", "64, 1", "131, 0"})
  void valuesAndGradients(int width, float offset) {
    var random = new Random(width);
    int n = ROWS * width;
    try (var x = Native.drawn(random, n);
        var weight = Native.drawn(random, width);
        var y = Native.zeros(n);
        var inverses = Native.zeros(ROWS);
        var dy = Native.drawn(random, n);
        var dx = Native.drawn(random, n);
        var sums = Native.zeros(width)) {
      RowFunction norm = eachRow(width, row -> norm(row, weight, offset));
      long w = weight.address();
      RmsNorm.forward(x.address(), w, offset, EPS, y.address(), inverses.address(), ROWS, width);
      norm.checkValues(x, y, 2e-5);
      double[] made = y.doubles();
      Lanes.zero(y.address(), n);
      RmsNorm.again(x.address(), inverses.address(), w, offset, y.address(), ROWS, width);
      assertThat(y.doubles()).isEqualTo(made);
      double[] before = dx.doubles();
      RmsNorm.backward(
          x.address(),
          inverses.address(),
          w,
          offset,
          dy.address(),
          dx.address(),
          true,
          sums.address(),
          ROWS,
          width);
      double[] added = dx.doubles();
      for (int i = 0; i < n; i++) added[i] -= before[i];
      norm.checkGradient(x.doubles(), dy.doubles(), added, 2e-4);
      for (int i = 0; i < width; i++) {
        double want = 0;
        for (int at = i; at < n; at += width)
          want += dy.get(at) * y.get(at) / (offset + weight.get(i));
        assertThat(sums.get(i)).isCloseTo(want, within(1e-3));
      }
      assertThat(inverses.whole() && dx.whole() && sums.whole()).isTrue();
    }
  }

  private static double[] norm(double[] row, Native weight, double offset) {
    double squares = 0;
    for (double v : row) squares += v * v;
    var out = new double[row.length];
    for (int i = 0; i < row.length; i++)
      out[i] = row[i] / Math.sqrt(squares / row.length + EPS) * (offset + weight.get(i));
    return out;
  }
}
