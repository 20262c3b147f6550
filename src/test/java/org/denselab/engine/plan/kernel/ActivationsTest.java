package org.denselab.engine.plan.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.denselab.graph.Nonlinearity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ActivationsTest {
  private static final int COUNT = 1003;

  private static double value(Nonlinearity f, double x) {
    return switch (f) {
      case GELU -> x * (x < 0 ? upperTail(-x) : 1 - upperTail(x));
      case GELU_TANH ->
          x * 0.5 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
      case RELU -> Math.max(0, x);
      case SILU -> x / (1 + Math.exp(-x));
      case TANH -> Math.tanh(x);
    };
  }

  /** Of the normal distribution, by Simpson's rule. */
  private static double upperTail(double x) {
    int steps = 4000;
    double width = 12.0 / steps;
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
      double at = x + i * width;
      int weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
      sum += weight * Math.exp(-at * at / 2);
    }
    return sum * width / 3 / Math.sqrt(2 * Math.PI);
  }

  @ParameterizedTest
  @EnumSource
  void valuesAndDerivatives(Nonlinearity f) {
    try (var x = Native.drawn(new Random(2), COUNT);
        var y = Native.zeros(COUNT);
        var dy = Native.drawn(new Random(3), COUNT);
        var dx = Native.zeros(COUNT)) {
      float[] extremes = {0, -100, 100, 12, -12, 5.5f, -5.5f, 1e-6f, 1, -1};
      for (int i = 0; i < extremes.length; i++) x.set(i, extremes[i]);
      Activations.forward(f, x.address(), y.address(), COUNT);
      Activations.backward(f, x.address(), dy.address(), dx.address(), false, COUNT);
      for (int i = 0; i < COUNT; i++) {
        double at = x.get(i);
        assertThat(y.get(i))
            .as("%s(%s)", f, at)
            .isCloseTo(value(f, at), within(1e-6 + 2e-7 * Math.abs(at)));
        if (f == Nonlinearity.RELU && Math.abs(at) < 1e-3) continue; // the kink
        double slope = (value(f, at + 1e-4) - value(f, at - 1e-4)) / 2e-4;
        assertThat(dx.get(i)).as("%s'(%s)", f, at).isCloseTo(slope * dy.get(i), within(5e-6));
      }
      Activations.backward(f, x.address(), dy.address(), dx.address(), true, COUNT);
      assertThat(y.whole() && dx.whole()).isTrue();
    }
  }
}
