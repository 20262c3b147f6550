package org.denselab.engine.plan;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.denselab.engine.Matrix;
import org.denselab.engine.samediff.SameDiffEngine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Taps and gradients of random programs, requests and batches equal the reference engine's. */
class AgainstReferenceTest {
  @BeforeAll
  static void onThisPlatform() {
    assumeThat(ProductLibrary.usual().available())
        .as("nothing multiplies for plans on this platform")
        .isTrue();
  }

  static LongStream seeds() {
    var given = Long.getLong("case");
    if (given != null) return LongStream.of(given);
    return new SplittableRandom().longs(Integer.getInteger("cases", 24), 0, 1L << 40);
  }

  @ParameterizedTest(name = "-Dcase={0}")
  @MethodSource("seeds")
  void agrees(long seed) {
    assumeThat(agree(seed)).as("the reference refuses what the seeds do not reach").isTrue();
  }

  /** False where the reference refuses a case. */
  static boolean agree(long seed) {
    try (var drawn = new RandomCase(seed)) {
      Map<String, Matrix> seeds = CaseRun.seeds(new SameDiffEngine(), drawn);
      CaseRun want;
      try {
        want = CaseRun.of(new SameDiffEngine(), drawn, seeds);
      } catch (IllegalArgumentException | IllegalStateException e) {
        if (e.getMessage().contains("nothing trains") || e.getMessage().contains("any trainable"))
          return false;
        throw e;
      }
      CaseRun.of(new PlanEngine(2), drawn, seeds).check("case " + seed + ": " + drawn, want);
      return true;
    }
  }
}
