package org.denselab.engine.plan.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.denselab.engine.plan.kernel.RowFunction.eachRow;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against plain Java and numeric gradients, whole heads and parts of them. */
class RotationTest {
  private static final int POSITION = 1234;

  @ParameterizedTest
  @CsvSource({"1, 2, 1", "3, 10, 2", "2, 64, 32", "2, 26, 13", "1, 80, 33"})
  void valuesAndGradients(int heads, int headWidth, int pairs) {
    var random = new Random(heads + headWidth);
    int width = heads * headWidth;
    double[] frequencies = random.doubles(pairs).toArray();
    RowFunction turn =
        eachRow(
            headWidth,
            head -> {
              var out = head.clone();
              for (int i = 0; i < pairs; i++) {
                double cos = Math.cos(POSITION * frequencies[i]);
                double sin = Math.sin(POSITION * frequencies[i]);
                out[i] = head[i] * cos - head[pairs + i] * sin;
                out[pairs + i] = head[pairs + i] * cos + head[i] * sin;
              }
              return out;
            });
    try (var x = Native.drawn(random, width);
        var angles = Native.zeros(2 * pairs);
        var y = Native.zeros(width);
        var d = Native.drawn(random, width)) {
      Rotation.angles(POSITION, frequencies, angles.address());
      long a = angles.address();
      Rotation.row(x.address(), a, pairs, heads, headWidth, false, y.address(), false);
      turn.checkValues(x, y, 1e-6);
      double[] dy = d.doubles();
      Rotation.row(d.address(), a, pairs, heads, headWidth, true, d.address(), false);
      turn.checkGradient(x.doubles(), dy, d.doubles(), 1e-5);
      double[] before = y.doubles();
      Rotation.row(x.address(), a, pairs, heads, headWidth, false, y.address(), true);
      for (int i = 0; i < width; i++) assertThat(y.get(i)).isCloseTo(2 * before[i], within(1e-5));
      assertThat(angles.whole() && y.whole() && d.whole()).isTrue();
    }
  }
}
