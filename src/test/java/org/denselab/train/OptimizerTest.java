package org.denselab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.denselab.engine.Gradients;
import org.denselab.engine.Tiny;
import org.denselab.graph.Parameter;
import org.junit.jupiter.api.Test;

class OptimizerTest {
  private static final int STEPS = 7;
  private static final double RATE = 1e-2;

  @Test
  void followsAPlainImplementationInDoubles() {
    // 70,003: several stretches and a tail that fills no vector
    for (var kind : OptimizerSettings.Kind.values())
      for (boolean bias : new boolean[] {false, true})
        for (long[] shape : new long[][] {{1, 13}, {70_003}})
          compare(new OptimizerSettings(kind, .9, .999, 1e-8, .1, bias), shape);
  }

  private static void compare(OptimizerSettings settings, long[] shape) {
    try (var arena = Arena.ofShared()) {
      var parameter = new Parameter("w", shape, arena.allocate(4 * elements(shape), 64), true);
      var frozen = new Parameter("f", new long[] {2, 2}, arena.allocate(16, 64), false);
      var all = List.of(parameter, frozen);
      int n = (int) elements(shape);
      var random = new SplittableRandom(7);
      double[] value = new double[n];
      for (int i = 0; i < n; i++) value[i] = set(parameter, i, random.nextDouble() - .5);
      double[] m = new double[n];
      double[] v = new double[n];
      double moved = 0;
      double decay = shape.length > 1 || settings.decayBiasAndNorm() ? .1 : 0;
      boolean decoupled = settings.kind() == OptimizerSettings.Kind.ADAMW;
      try (var gradients = new Gradients(all);
          var optimizer = new Optimizer(settings, all)) {
        for (int t = 1; t <= STEPS; t++) {
          moved = 0;
          for (int i = 0; i < n; i++) {
            double before = value[i];
            float raw = (float) (random.nextDouble() - .5);
            gradients.of("w").setAtIndex(ValueLayout.JAVA_FLOAT, i, raw);
            double g = raw * .5 + (decoupled ? 0 : decay * value[i]);
            if (decoupled) value[i] *= 1 - RATE * decay;
            m[i] = .9 * m[i] + .1 * g;
            v[i] = .999 * v[i] + .001 * g * g;
            double first = m[i] / (1 - Math.pow(.9, t));
            double second = v[i] / (1 - Math.pow(.999, t));
            value[i] -= RATE * first / (Math.sqrt(second) + 1e-8);
            moved += Math.abs(value[i] - before);
          }
          optimizer.step(gradients, RATE, .5);
        }
        assertThat(optimizer.steps()).isEqualTo(STEPS);
        assertThat(optimizer.slots()).containsOnlyKeys("w");
        var magnitudes = Magnitudes.of(optimizer, gradients, RATE);
        double values = Arrays.stream(value).map(Math::abs).sum();
        assertThat(magnitudes.values()).isCloseTo(values / n, within(1e-6));
        assertThat(magnitudes.updates()).isCloseTo(moved / n, within(1e-6));
      }
      double worst = 0;
      for (int i = 0; i < n; i++)
        worst =
            Math.max(
                worst,
                Math.abs(parameter.values().getAtIndex(ValueLayout.JAVA_FLOAT, i) - value[i]));
      assertThat(worst).as("%s", settings).isLessThan(5e-6);
      assertThat(frozen.values().get(ValueLayout.JAVA_FLOAT, 0)).isZero();
    }
  }

  @Test
  void theNormIsThatOfAllGradientsTogether() {
    try (var arena = Arena.ofShared()) {
      var a = new Parameter("a", new long[] {100_001}, arena.allocate(400_004, 64), true);
      var b = new Parameter("b", new long[] {3}, arena.allocate(12, 64), true);
      try (var gradients = new Gradients(List.of(a, b))) {
        double sum = 0;
        for (int i = 0; i < 100_001; i++) {
          float g = (float) Math.sin(i);
          gradients.of("a").setAtIndex(ValueLayout.JAVA_FLOAT, i, g);
          sum += (double) g * g;
        }
        gradients.of("b").setAtIndex(ValueLayout.JAVA_FLOAT, 2, 300);
        assertThat(GradientNorm.of(gradients)).isCloseTo(Math.sqrt(sum + 90_000), within(1e-9));
      }
    }
  }

  @Test
  void ratesWarmUpAndDecay() {
    var linear = new Schedule(Schedule.Kind.LINEAR, 1, 2, 10);
    assertThat(linear.rate(0)).isEqualTo(.5);
    assertThat(linear.rate(1)).isEqualTo(1);
    assertThat(linear.rate(2)).isEqualTo(1);
    assertThat(linear.rate(9)).isCloseTo(1 / 8.0, within(1e-12));
    var golden = new Schedule(Schedule.Kind.LINEAR, 1e-3, 0, 10);
    assertThat(golden.rate(4)).isCloseTo(6e-4, within(1e-15));
    var constant = new Schedule(Schedule.Kind.CONSTANT, 1, 4, 10);
    assertThat(constant.rate(0)).isEqualTo(.25);
    assertThat(constant.rate(9)).isEqualTo(1);
  }

  private static long elements(long[] shape) {
    long n = 1;
    for (long d : shape) n *= d;
    return n;
  }

  private static double set(Parameter p, int i, double value) {
    p.values().setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) value);
    return (float) value;
  }

  /** Rows that have a gradient move as in the dense form; the others do not even decay. */
  @Test
  void sparseRowsLeaveRowsWithoutGradientAlone() {
    var dense = new OptimizerSettings(OptimizerSettings.Kind.ADAMW, .9, .999, 1e-8, .1, false);
    var sparse =
        new OptimizerSettings(OptimizerSettings.Kind.ADAMW, .9, .999, 1e-8, .1, false, true);
    String table = "embeddings.word_embeddings.weight";
    String other = "encoder.layer.0.intermediate.dense.weight";
    try (var all = Tiny.bert(0);
        var some = Tiny.bert(0);
        var gradients = new Gradients(all.parameters());
        var one = new Optimizer(dense, all.parameters());
        var two = new Optimizer(sparse, some.parameters())) {
      float[] start = row(some.parameter(table), 7);
      for (int row : new int[] {3, 5})
        for (int i = 0; i < Tiny.HIDDEN; i++)
          gradients
              .of(table)
              .setAtIndex(ValueLayout.JAVA_FLOAT, (long) row * Tiny.HIDDEN + i, i - 4f);
      one.step(gradients, RATE, 1);
      two.step(gradients, RATE, 1);
      for (int row : new int[] {3, 5})
        assertThat(row(some.parameter(table), row)).isEqualTo(row(all.parameter(table), row));
      assertThat(row(some.parameter(table), 7)).isEqualTo(start);
      assertThat(row(all.parameter(table), 7)[0])
          .isEqualTo((float) (1 - RATE * .1) * start[0])
          .isNotEqualTo(start[0]);
      assertThat(row(some.parameter(other), 2)).isEqualTo(row(all.parameter(other), 2));

      float[] moved = row(some.parameter(table), 3);
      gradients.zero();
      two.step(gradients, RATE, 1);
      assertThat(row(some.parameter(table), 3)).isEqualTo(moved);
    }
  }

  private static float[] row(Parameter parameter, long row) {
    long width = parameter.shape()[1];
    return parameter.values().asSlice(4 * row * width, 4 * width).toArray(ValueLayout.JAVA_FLOAT);
  }
}
