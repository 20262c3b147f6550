package org.denselab.engine;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.util.HashMap;
import java.util.Map;
import org.denselab.graph.Parameter;

/** torch.optim.AdamW with its defaults, in double precision, on every trainable parameter. */
final class ReferenceAdamW {
  private final Map<String, double[][]> moments = new HashMap<>();
  private int steps;

  void step(Iterable<Parameter> parameters, Gradients gradients, double rate) {
    steps++;
    for (Parameter parameter : parameters) {
      if (!parameter.trainable()) continue;
      int n = (int) parameter.elements();
      double[][] m = moments.computeIfAbsent(parameter.name(), _ -> new double[2][n]);
      var gradient = gradients.of(parameter.name());
      for (int i = 0; i < n; i++) {
        double g = gradient.getAtIndex(JAVA_FLOAT, i);
        m[0][i] = 0.9 * m[0][i] + 0.1 * g;
        m[1][i] = 0.999 * m[1][i] + 0.001 * g * g;
        double first = m[0][i] / (1 - Math.pow(0.9, steps));
        double second = m[1][i] / (1 - Math.pow(0.999, steps));
        double value = parameter.values().getAtIndex(JAVA_FLOAT, i) * (1 - rate * 0.01);
        value -= rate * first / (Math.sqrt(second) + 1e-8);
        parameter.values().setAtIndex(JAVA_FLOAT, i, (float) value);
      }
    }
  }
}
