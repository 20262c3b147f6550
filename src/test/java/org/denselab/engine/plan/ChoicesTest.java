package org.denselab.engine.plan;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.denselab.engine.Matrix;
import org.denselab.engine.Precision;
import org.denselab.graph.Block;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plan chooses changes nothing but speed and memory, on random programs and batches. */
class ChoicesTest {
  @BeforeAll
  static void onThisPlatform() {
    assumeThat(ProductLibrary.usual().available())
        .as("nothing multiplies for plans on this platform")
        .isTrue();
  }

  static LongStream seeds() {
    var given = Long.getLong("case");
    if (given != null) return LongStream.of(given);
    return new SplittableRandom().longs(Integer.getInteger("cases", 8), 0, 1L << 40);
  }

  /** Relative biases and dropout among them, which the reference has up to 512 tokens only. */
  @ParameterizedTest(name = "-Dcase={0}")
  @MethodSource("seeds")
  void attentionByTiles(long seed) {
    check(seed, new Choices(5, _ -> true));
  }

  @ParameterizedTest(name = "-Dcase={0}")
  @MethodSource("seeds")
  void noBlockHasItsKernel(long seed) {
    check(seed, new Choices(512, _ -> false));
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Block.Linear.class,
        Block.LayerNorm.class,
        Block.RmsNorm.class,
        Block.Rotary.class,
        Block.Scale.class,
        Block.Multiply.class,
        Block.Attention.class,
        Block.Activation.class,
        Block.Add.class,
        Block.Dropout.class,
        Block.Pool.class,
        Block.Normalize.class,
        Block.Lora.class
      })
  void oneKindWithoutItsKernel(Class<? extends Block> kind) {
    Predicate<Block> other = block -> !kind.isInstance(block);
    var seeds = new SplittableRandom();
    for (int tried = 0, found = 0; tried < 200 && found < 2; tried++) {
      long seed = seeds.nextLong(1L << 40);
      try (var drawn = new RandomCase(seed)) {
        if (drawn.program().blocks().stream().allMatch(other)) continue;
      }
      check(seed, new Choices(512, other));
      found++;
    }
  }

  private static void check(long seed, Choices choices) {
    try (var drawn = new RandomCase(seed)) {
      Map<String, Matrix> seeds = CaseRun.seeds(new PlanEngine(2), drawn);
      CaseRun want;
      try {
        want = CaseRun.of(new PlanEngine(2), drawn, seeds);
      } catch (IllegalArgumentException e) {
        if (e.getMessage().contains("nothing trains")) return;
        throw e;
      }
      var engine = new PlanEngine(2, Precision.FP32, choices);
      CaseRun.of(engine, drawn, seeds).check("case " + seed + ": " + drawn, want);
    }
  }
}
