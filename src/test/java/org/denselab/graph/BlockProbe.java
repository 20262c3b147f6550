package org.denselab.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One block's operations in double precision, against a formula in plain Java: first values, then
 * SameDiff's gradients against differences of the formula.
 */
final class BlockProbe {
  private static final double STEP = 1e-6;

  /** Variables by name, flat and row-major, to the block's output. */
  interface Formula extends Function<Map<String, double[]>, double[]> {}

  private final SameDiff graph = SameDiff.create();
  private final Map<String, double[]> variables = new LinkedHashMap<>();
  private final Map<String, double[]> constants = new LinkedHashMap<>();
  private final Random random = new Random(7);

  /** A value or parameter to differentiate by, drawn at random. */
  BlockProbe variable(String name, long... shape) {
    var values = new double[(int) new ParameterSpec(name, shape, null).elements()];
    for (int i = 0; i < values.length; i++) values[i] = random.nextGaussian();
    return variable(name, values, shape);
  }

  BlockProbe variable(String name, double[] values, long... shape) {
    variables.put(name, values);
    graph.var(name, Nd4j.createFromArray(values).reshape(shape));
    return this;
  }

  BlockProbe constant(String name, double[] values, long... shape) {
    constants.put(name, values);
    graph.constant(name, Nd4j.createFromArray(values).reshape(shape));
    return this;
  }

  BlockProbe shape(String name, long... shape) {
    graph.constant(name, Nd4j.createFromArray(shape));
    return this;
  }

  void check(Block block, Formula formula) {
    new Emitter(graph, DataType.DOUBLE).emit(block);
    SDVariable out = graph.getVariable(Inputs.variable(block.output()));
    double[] want = formula.apply(inputs());
    double[] got = out.eval().dup('c').data().asDouble();
    assertThat(got).as("values of " + block).hasSameSizeAs(want);
    for (int i = 0; i < want.length; i++)
      assertThat(got[i]).as("value %d of %s", i, block.name()).isCloseTo(want[i], within(1e-9));
    var weights = new double[want.length];
    for (int i = 0; i < weights.length; i++) weights[i] = random.nextGaussian();
    INDArray weighting = Nd4j.createFromArray(weights).reshape(out.eval().shape());
    out.mul(graph.constant("probe_weights", weighting)).sum("probe_loss").markAsLoss();
    Map<String, INDArray> gradients = gradients();
    variables.forEach(
        (name, values) -> {
          double[] gradient = gradients.get(name).dup('c').data().asDouble();
          for (int i = 0; i < values.length; i++)
            assertThat(gradient[i])
                .as("gradient of %s by %s[%d]", block.name(), name, i)
                .isCloseTo(difference(formula, weights, values, i), within(1e-5));
        });
  }

  private Map<String, INDArray> gradients() {
    PrintStream before = System.out;
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    try {
      return graph.calculateGradients(Map.of(), variables.keySet());
    } finally {
      System.setOut(before);
    }
  }

  private double difference(Formula formula, double[] weights, double[] values, int i) {
    double at = values[i];
    values[i] = at + STEP;
    double above = weighted(formula.apply(inputs()), weights);
    values[i] = at - STEP;
    double below = weighted(formula.apply(inputs()), weights);
    values[i] = at;
    return (above - below) / (2 * STEP);
  }

  private static double weighted(double[] values, double[] weights) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) sum += values[i] * weights[i];
    return sum;
  }

  private Map<String, double[]> inputs() {
    var all = new LinkedHashMap<>(constants);
    all.putAll(variables);
    return all;
  }
}
