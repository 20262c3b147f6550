package org.denselab.engine.plan;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.denselab.engine.Engine;
import org.denselab.engine.Gradients;
import org.denselab.engine.Matrix;
import org.denselab.engine.Request;

/** What an engine made of a random case. */
record CaseRun(
    Map<String, Matrix> taps, Map<String, Matrix> derivatives, Map<String, float[]> gradients) {
  /** Of a value that is no larger than 1. */
  static final double VALUE = 1e-5;

  /** Of the largest gradient. */
  static final double GRADIENT = 5e-5;

  /** A seed for each seeded tap. */
  static Map<String, Matrix> seeds(Engine engine, RandomCase drawn) {
    var taps = drawn.request().seeded().toArray(String[]::new);
    var seeds = new LinkedHashMap<String, Matrix>();
    try (var run = engine.compile(drawn.program(), Request.inference(taps))) {
      run.forward(drawn.batch()).forEach((tap, like) -> seeds.put(tap, drawn.seed(like)));
    }
    return seeds;
  }

  static CaseRun of(Engine engine, RandomCase drawn, Map<String, Matrix> seeds) {
    try (var run = engine.compile(drawn.program(), drawn.request());
        var into = new Gradients(drawn.program().parameters())) {
      Map<String, Matrix> taps = run.forward(drawn.batch());
      Map<String, Matrix> derivatives = run.backward(drawn.batch(), seeds, into);
      var gradients = new HashMap<String, float[]>();
      into.all().forEach((name, values) -> gradients.put(name, values.toArray(JAVA_FLOAT)));
      return new CaseRun(taps, derivatives, gradients);
    }
  }

  /** Compares with what is right, within the limits. */
  void check(String name, CaseRun want) {
    want.taps.forEach(
        (tap, v) -> {
          double limit = VALUE * Math.max(1, largest(v.values()));
          compare(name, tap, taps.get(tap), v, limit);
        });
    double largest = 0;
    for (float[] gradient : want.gradients.values()) largest = Math.max(largest, largest(gradient));
    for (Matrix derivative : want.derivatives.values())
      largest = Math.max(largest, largest(derivative.values()));
    double limit = GRADIENT * largest;
    want.derivatives.forEach((tap, v) -> compare(name, "d " + tap, derivatives.get(tap), v, limit));
    want.gradients.forEach((p, v) -> compare(name, "d " + p, gradients.get(p), v, limit));
  }

  private static void compare(String name, String what, Matrix got, Matrix want, double limit) {
    assertThat(got.rows()).as("rows of %s in %s", what, name).isEqualTo(want.rows());
    compare(name, what, got.values(), want.values(), limit);
  }

  private static void compare(String name, String what, float[] got, float[] want, double limit) {
    assertThat(got).hasSameSizeAs(want);
    for (int i = 0; i < want.length; i++)
      if (!(Math.abs(got[i] - want[i]) <= limit))
        assertThat(got[i]).as("%s[%d] within %s in %s", what, i, limit, name).isEqualTo(want[i]);
  }

  private static double largest(float[] values) {
    double largest = 0;
    for (float v : values) largest = Math.max(largest, Math.abs(v));
    return largest;
  }
}
