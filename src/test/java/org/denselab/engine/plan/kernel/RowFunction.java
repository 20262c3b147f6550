package org.denselab.engine.plan.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;

/** A function of rows in plain Java, to hold kernels against: values, and differences of them. */
interface RowFunction {
  double STEP = 1e-5;

  double[] apply(double[] x);

  /** A function of each row by itself. */
  static RowFunction eachRow(int width, RowFunction row) {
    return x -> {
      var y = new double[x.length];
      for (int at = 0; at < x.length; at += width)
        System.arraycopy(row.apply(Arrays.copyOfRange(x, at, at + width)), 0, y, at, width);
      return y;
    };
  }

  /** Compares values. */
  default void checkValues(Native x, Native y, double limit) {
    double[] want = apply(x.doubles());
    for (int i = 0; i < want.length; i++)
      assertThat(y.get(i)).as("value %d", i).isCloseTo(want[i], within(limit));
    assertThat(y.whole()).as("wrote past the end").isTrue();
  }

  /** Compares {@code dx} with differences of {@code sum(dy f(x))}. */
  default void checkGradient(double[] x, double[] dy, double[] dx, double limit) {
    for (int i = 0; i < x.length; i++)
      assertThat(dx[i]).as("gradient %d", i).isCloseTo(difference(x, dy, i), within(limit));
  }

  private double difference(double[] x, double[] dy, int i) {
    double at = x[i];
    x[i] = at + STEP;
    double above = dot(apply(x), dy);
    x[i] = at - STEP;
    double below = dot(apply(x), dy);
    x[i] = at;
    return (above - below) / (2 * STEP);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
    return sum;
  }
}
