package org.denselab.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Head;
import org.denselab.engine.Batch;
import org.denselab.engine.Matrix;
import org.denselab.engine.Request;
import org.denselab.graph.AttentionShape;
import org.denselab.graph.Pooling;
import org.denselab.graph.Program;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a sequence becomes does not depend on the others of its batch. */
class BatchMatesTest {
  @BeforeAll
  static void onThisPlatform() {
    assumeThat(ProductLibrary.usual().available())
        .as("nothing multiplies for plans on this platform")
        .isTrue();
  }

  static LongStream seeds() {
    var given = Long.getLong("case");
    if (given != null) return LongStream.of(given);
    return new SplittableRandom().longs(Integer.getInteger("cases", 12), 0, 1L << 40);
  }

  @ParameterizedTest(name = "-Dcase={0}")
  @MethodSource("seeds")
  void aloneAsAmongOthers(long seed) {
    try (var drawn = new RandomCase(seed)) {
      check(drawn.program(), drawn.batch(), "case " + seed + ": " + drawn);
    }
  }

  /** Products of many rows are cut otherwise than products of few. */
  @Test
  void widerRowsToo() {
    var random = new Random(4);
    int[][] ids = new int[30][];
    for (int i = 0; i < ids.length; i++)
      ids[i] = random.ints(1 + random.nextInt(120), 0, 37).toArray();
    var config = LongInputsTest.backbone(AttentionShape.causal(4, 2, 48), 24, 0, 192);
    var head = Head.of(Pooling.MEAN, true);
    try (var program = Backbones.build(config, head, Backbones.initial(config, head, 5), 5)) {
      check(program, Batch.of(ids), "192 wide");
    }
  }

  private static void check(Program program, Batch batch, String name) {
    try (var run = new PlanEngine(2).compile(program, Request.inference("embedding"))) {
      Matrix together = run.forward(batch).get("embedding");
      for (int i = 0; i < batch.size(); i++) {
        int[][] types = batch.typeIds() == null ? null : new int[][] {batch.typeIds()[i]};
        int[] from = batch.pooledFrom() == null ? null : new int[] {batch.pooledFrom(i)};
        var alone = new Batch(new int[][] {batch.ids()[i]}, types, Batch.Noise.NONE, from);
        float[] want = run.forward(alone).get("embedding").values();
        int width = together.columns();
        float[] got = Arrays.copyOfRange(together.values(), i * width, (i + 1) * width);
        double largest = 1;
        for (float w : want) largest = Math.max(largest, Math.abs(w));
        for (int c = 0; c < width; c++)
          assertThat(Math.abs(got[c] - want[c]) / largest)
              .as("column %d of sequence %d of %s", c, i, name)
              .isLessThan(1e-6);
      }
    }
  }
}
