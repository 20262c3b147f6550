package org.denselab.analysis.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LbfgsTest {
  @Test
  void findsTheMinimumOfAnIllConditionedBowl() {
    Lbfgs.Function bowl =
        (x, gradient) -> {
          double value = 0;
          for (int i = 0; i < x.length; i++) {
            double curvature = Math.pow(10, i);
            double off = x[i] - i;
            value += curvature / 2 * off * off;
            gradient[i] = curvature * off;
          }
          return value;
        };

    var minimum = new Lbfgs(200, 1e-8).from(new double[5], bowl);

    assertThat(minimum.converged()).isTrue();
    for (int i = 0; i < 5; i++) assertThat(minimum.x()[i]).isCloseTo(i, within(1e-6));
  }

  @Test
  void findsTheMinimumOfRosenbrocksValley() {
    Lbfgs.Function valley =
        (x, gradient) -> {
          double a = 1 - x[0];
          double b = x[1] - x[0] * x[0];
          gradient[0] = -2 * a - 400 * x[0] * b;
          gradient[1] = 200 * b;
          return a * a + 100 * b * b;
        };

    var minimum = new Lbfgs(500, 1e-8).from(new double[] {-1.2, 1}, valley);

    assertThat(minimum.x()[0]).isCloseTo(1, within(1e-6));
    assertThat(minimum.x()[1]).isCloseTo(1, within(1e-6));
  }

  @Test
  void saysWhereItWasStoppedEarly() {
    Lbfgs.Function slope =
        (x, gradient) -> {
          gradient[0] = Math.exp(x[0]);
          return Math.exp(x[0]);
        };

    assertThat(new Lbfgs(3, 1e-12).from(new double[1], slope).converged()).isFalse();
  }
}
