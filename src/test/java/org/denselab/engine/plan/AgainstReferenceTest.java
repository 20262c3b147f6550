package org.denselab.engine.plan;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.denselab.engine.Engine;
import org.denselab.engine.Gradients;
import org.denselab.engine.Matrix;
import org.denselab.engine.Request;
import org.denselab.engine.plan.onednn.OneDnn;
import org.denselab.engine.samediff.SameDiffEngine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Taps and gradients of random programs, requests and batches equal the reference engine's. */
class AgainstReferenceTest {
  private static final double VALUE = 1e-5;
  private static final double GRADIENT = 5e-5;

  /** What an engine made of a case. */
  private record Result(
      Map<String, Matrix> taps, Map<String, Matrix> derivatives, Map<String, float[]> gradients) {}

  @BeforeAll
  static void onThisPlatform() {
    assumeThat(OneDnn.available()).as("no build of oneDNN for this platform").isTrue();
  }

  static LongStream seeds() {
    var given = Long.getLong("case");
    if (given != null) return LongStream.of(given);
    return new SplittableRandom().longs(Integer.getInteger("cases", 24), 0, 1L << 40);
  }

  @ParameterizedTest(name = "-Dcase={0}")
  @MethodSource("seeds")
  void agrees(long seed) {
    try (var drawn = new RandomCase(seed)) {
      var seeds = seeds(drawn);
      Result want;
      try {
        want = run(new SameDiffEngine(), drawn, seeds);
      } catch (IllegalArgumentException | IllegalStateException e) {
        assumeThat(e.getMessage())
            .as("the reference refuses what the seeds do not reach")
            .doesNotContain("nothing trains")
            .doesNotContain("any trainable");
        throw e;
      }
      Result got = run(new PlanEngine(2), drawn, seeds);
      String name = "case " + seed + ": " + drawn;
      want.taps()
          .forEach(
              (tap, v) -> {
                double limit = VALUE * Math.max(1, largest(v.values()));
                compare(name, tap, got.taps().get(tap), v, limit);
              });
      double largest = 0;
      for (float[] gradient : want.gradients().values())
        largest = Math.max(largest, largest(gradient));
      for (Matrix derivative : want.derivatives().values())
        largest = Math.max(largest, largest(derivative.values()));
      double limit = GRADIENT * largest;
      want.derivatives()
          .forEach((tap, v) -> compare(name, "d " + tap, got.derivatives().get(tap), v, limit));
      want.gradients().forEach((p, v) -> compare(name, "d " + p, got.gradients().get(p), v, limit));
    }
  }

  /** A seed for each seeded tap. */
  private static Map<String, Matrix> seeds(RandomCase drawn) {
    var taps = drawn.request().seeded().toArray(String[]::new);
    var seeds = new LinkedHashMap<String, Matrix>();
    try (var run = new SameDiffEngine().compile(drawn.program(), Request.inference(taps))) {
      run.forward(drawn.batch()).forEach((tap, like) -> seeds.put(tap, drawn.seed(like)));
    }
    return seeds;
  }

  private static Result run(Engine engine, RandomCase drawn, Map<String, Matrix> seeds) {
    try (var run = engine.compile(drawn.program(), drawn.request());
        var into = new Gradients(drawn.program().parameters())) {
      Map<String, Matrix> taps = run.forward(drawn.batch());
      Map<String, Matrix> derivatives = run.backward(drawn.batch(), seeds, into);
      var gradients = new HashMap<String, float[]>();
      into.all().forEach((name, values) -> gradients.put(name, floats(values)));
      return new Result(taps, derivatives, gradients);
    }
  }

  private static float[] floats(MemorySegment values) {
    return values.toArray(JAVA_FLOAT);
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
