package org.denselab.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.apache.commons.numbers.gamma.Erf;
import org.denselab.graph.Value.Rows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operation that blocks use: values, then gradients. */
class EmitterTest {
  private static final Value X = new Value("x", Rows.TOKENS, 4);

  private static Value out(String name, int width) {
    return new Value(name, Rows.TOKENS, width);
  }

  /** {@code x [rows, in]} times {@code w [out, in]} transposed. */
  private static double[] product(double[] x, double[] w, int in) {
    int rows = x.length / in;
    int width = w.length / in;
    double[] y = new double[rows * width];
    for (int r = 0; r < rows; r++)
      for (int o = 0; o < width; o++)
        for (int i = 0; i < in; i++) y[r * width + o] += x[r * in + i] * w[o * in + i];
    return y;
  }

  private static double[] sum(double[] x, double[] y) {
    double[] z = new double[x.length];
    for (int i = 0; i < z.length; i++) z[i] = x[i] + y[i % y.length];
    return z;
  }

  private static double[] times(double[] x, double[] y) {
    double[] z = new double[x.length];
    for (int i = 0; i < z.length; i++) z[i] = x[i] * y[i % y.length];
    return z;
  }

  @Test
  void linear() {
    new BlockProbe()
        .variable("x/output", 3, 4)
        .variable("l.weight", 5, 4)
        .variable("l.bias", 5)
        .check(
            new Block.Linear("l", X, "l.weight", Optional.of("l.bias"), out("l", 5)),
            v -> sum(product(v.get("x/output"), v.get("l.weight"), 4), v.get("l.bias")));
    new BlockProbe()
        .variable("x/output", 3, 4)
        .variable("l.weight", 5, 4)
        .check(
            new Block.Linear("l", X, "l.weight", Optional.empty(), out("l", 5)),
            v -> product(v.get("x/output"), v.get("l.weight"), 4));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-12, 1e-5, 0.1})
  void layerNorm(double eps) {
    new BlockProbe()
        .variable("x/output", 3, 4)
        .variable("n.weight", 4)
        .variable("n.bias", 4)
        .check(
            new Block.LayerNorm("n", X, "n.weight", "n.bias", eps, out("n", 4)),
            v -> normal(v.get("x/output"), v.get("n.weight"), v.get("n.bias"), eps));
  }

  private static double[] normal(double[] x, double[] weight, double[] bias, double eps) {
    int width = weight.length;
    double[] y = new double[x.length];
    for (int row = 0; row < x.length; row += width) {
      double mean = 0;
      double variance = 0;
      for (int i = 0; i < width; i++) mean += x[row + i] / width;
      for (int i = 0; i < width; i++) variance += Math.pow(x[row + i] - mean, 2) / width;
      for (int i = 0; i < width; i++)
        y[row + i] = (x[row + i] - mean) / Math.sqrt(variance + eps) * weight[i] + bias[i];
    }
    return y;
  }

  @ParameterizedTest
  @EnumSource
  void activation(Nonlinearity function) {
    new BlockProbe()
        .variable("x/output", 3, 4)
        .check(
            new Block.Activation("a", X, function, out("a", 4)),
            v -> {
              double[] y = v.get("x/output").clone();
              for (int i = 0; i < y.length; i++) y[i] = apply(function, y[i]);
              return y;
            });
  }

  private static double apply(Nonlinearity function, double x) {
    return switch (function) {
      case GELU -> x * (1 + Erf.value(x / Math.sqrt(2))) / 2;
      case GELU_TANH ->
          x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * Math.pow(x, 3)))) / 2;
      case RELU -> Math.max(x, 0);
      case SILU -> x / (1 + Math.exp(-x));
      case TANH -> Math.tanh(x);
    };
  }

  /** Where ND4J's own GELUs give 0.8458 and 0.8314. */
  @Test
  void theTwoGelusOfOne() {
    assertThat(apply(Nonlinearity.GELU, 1)).isCloseTo(0.841345, within(1e-6));
    assertThat(apply(Nonlinearity.GELU_TANH, 1)).isCloseTo(0.841192, within(1e-6));
  }

  @Test
  void add() {
    new BlockProbe()
        .variable("x/output", 3, 4)
        .variable("y/output", 3, 4)
        .check(
            new Block.Add("s", X, new Value("y", Rows.TOKENS, 4), out("s", 4)),
            v -> sum(v.get("x/output"), v.get("y/output")));
  }

  @Test
  void dropout() {
    new BlockProbe()
        .variable("x/output", 2, 4)
        .constant("d/mask", new double[] {0, 2, 2, 0, 2, 0, 0, 2}, 2, 4)
        .check(
            new Block.Dropout("d", X, 0.5, out("d", 4)),
            v -> times(v.get("x/output"), v.get("d/mask")));
  }

  @Test
  void pool() {
    new BlockProbe()
        .variable("x/output", 6, 4)
        .constant("input/pooling_mean", new double[] {0.5, 0.5, 0, 0.2, 0.3, 0.5}, 2, 1, 3)
        .shape("input/sequences_4", 2, 3, 4)
        .check(
            new Block.Pool("p", X, Pooling.MEAN, new Value("p", Rows.SEQUENCES, 4)),
            v -> {
              double[] y = new double[8];
              for (int token = 0; token < 6; token++)
                for (int i = 0; i < 4; i++)
                  y[token / 3 * 4 + i] +=
                      v.get("input/pooling_mean")[token] * v.get("x/output")[token * 4 + i];
              return y;
            });
  }

  @Test
  void normalize() {
    new BlockProbe()
        .variable("x/output", 3, 4)
        .check(
            new Block.Normalize("n", X, out("n", 4)),
            v -> {
              double[] y = v.get("x/output").clone();
              for (int row = 0; row < y.length; row += 4) {
                double squares = 0;
                for (int i = 0; i < 4; i++) squares += y[row + i] * y[row + i];
                for (int i = 0; i < 4; i++) y[row + i] /= Math.sqrt(squares);
              }
              return y;
            });
  }

  @Test
  void lora() {
    var block =
        new Block.Lora("l", X, new Value("base", Rows.TOKENS, 3), "a", "b", 2.5, 0.5, out("l", 3));
    new BlockProbe()
        .variable("x/output", 2, 4)
        .variable("base/output", 2, 3)
        .variable("a", 2, 4)
        .variable("b", 3, 2)
        .constant("l/mask", new double[] {0, 2, 2, 0, 2, 0, 0, 2}, 2, 4)
        .check(
            block,
            v -> {
              double[] inner = product(times(v.get("x/output"), v.get("l/mask")), v.get("a"), 4);
              double[] update = product(inner, v.get("b"), 2);
              return sum(v.get("base/output"), times(update, new double[] {2.5}));
            });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void rmsNorm(boolean onePlus) {
    for (double eps : new double[] {1e-6, 0.1})
      new BlockProbe()
          .variable("x/output", 3, 4)
          .variable("n.weight", 4)
          .check(
              new Block.RmsNorm("n", X, "n.weight", onePlus, eps, out("n", 4)),
              v -> {
                double[] y = v.get("x/output").clone();
                for (int row = 0; row < y.length; row += 4) {
                  double squares = 0;
                  for (int i = 0; i < 4; i++) squares += y[row + i] * y[row + i];
                  for (int i = 0; i < 4; i++)
                    y[row + i] *=
                        (v.get("n.weight")[i] + (onePlus ? 1 : 0)) / Math.sqrt(squares / 4 + eps);
                }
                return y;
              });
  }

  @Test
  void scale() {
    new BlockProbe()
        .variable("x/output", 3, 4)
        .check(
            new Block.Scale("s", X, Math.sqrt(40), out("s", 4)),
            v -> times(v.get("x/output"), new double[] {Math.sqrt(40)}));
  }

  @Test
  void multiply() {
    new BlockProbe()
        .variable("x/output", 3, 4)
        .variable("y/output", 3, 4)
        .check(
            new Block.Multiply("m", X, new Value("y", Rows.TOKENS, 4), out("m", 4)),
            v -> times(v.get("x/output"), v.get("y/output")));
  }
}
