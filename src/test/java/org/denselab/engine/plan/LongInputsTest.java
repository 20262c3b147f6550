package org.denselab.engine.plan;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Head;
import org.denselab.engine.Batch;
import org.denselab.engine.Gradients;
import org.denselab.engine.Matrix;
import org.denselab.engine.Precision;
import org.denselab.engine.Request;
import org.denselab.graph.AttentionShape;
import org.denselab.graph.Nonlinearity;
import org.denselab.graph.Pooling;
import org.denselab.graph.Program;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Attention of long inputs: as that of short ones, in memory that grows with the length. */
class LongInputsTest {
  private static final Head HEAD = Head.of(Pooling.LAST, true);
  private static final Choices WHOLE = new Choices(1 << 20, _ -> true);

  @BeforeAll
  static void onThisPlatform() {
    assumeThat(ProductLibrary.usual().available())
        .as("nothing multiplies for plans on this platform")
        .isTrue();
  }

  static RandomBackbone backbone(AttentionShape shape, int pairs, int buckets, int hidden) {
    return new RandomBackbone(
        hidden,
        2,
        hidden + 16,
        shape,
        pairs,
        buckets,
        true,
        RandomBackbone.Norm.RMS,
        true,
        Nonlinearity.SILU,
        1,
        0.1);
  }

  private static RandomBackbone decoder() {
    return backbone(AttentionShape.causal(4, 2, 8), 4, 0, 32);
  }

  private static Program program(RandomBackbone config) {
    return Backbones.build(config, HEAD, Backbones.initial(config, HEAD, 5), 5);
  }

  private static int[] tokens(int length) {
    return new Random(length).ints(length, 0, 37).toArray();
  }

  @Test
  void causalTilesAreTheWholeMatrix() {
    tilesAreTheWholeMatrix(decoder());
  }

  @Test
  void biasedTilesAreTheWholeMatrix() {
    tilesAreTheWholeMatrix(backbone(new AttentionShape(4, 2, 8, false, 1), 0, 16, 32));
  }

  /** As {@code attention: bidirectional} has it: grouped heads, turned by positions, no bias. */
  @Test
  void tilesOfBidirectionalDecodersAreTheWholeMatrix() {
    tilesAreTheWholeMatrix(backbone(AttentionShape.causal(4, 2, 8).bidirectional(), 4, 0, 32));
  }

  private static void tilesAreTheWholeMatrix(RandomBackbone config) {
    var batch =
        new Batch(
            new int[][] {tokens(20), tokens(700), tokens(513), tokens(512)},
            null,
            new Batch.Noise(true, 1, 2, 3));
    try (var program = program(config)) {
      Map<String, float[]> want = run(program, batch, WHOLE);
      Map<String, float[]> got = run(program, batch, Choices.usual());
      float largest = 0;
      for (var of : want.entrySet())
        if (!of.getKey().equals("embedding"))
          for (float g : of.getValue()) largest = Math.max(largest, Math.abs(g));
      for (var of : want.entrySet()) {
        double limit = of.getKey().equals("embedding") ? 1e-5 : 5e-5 * largest;
        for (int i = 0; i < of.getValue().length; i++)
          assertThat(Math.abs(got.get(of.getKey())[i] - of.getValue()[i]))
              .as("%s[%d]", of.getKey(), i)
              .isLessThan((float) limit);
      }
    }
  }

  private static Map<String, float[]> run(Program program, Batch batch, Choices choices) {
    var engine = new PlanEngine(2, Precision.FP32, choices);
    try (var run = engine.compile(program, Request.training("embedding"));
        var into = new Gradients(program.parameters())) {
      var found = new HashMap<String, float[]>();
      Matrix embedding = run.forward(batch).get("embedding");
      found.put("embedding", embedding.values());
      var seed = new Matrix(embedding.rows(), embedding.columns());
      var random = new Random(7);
      for (int i = 0; i < seed.values().length; i++)
        seed.values()[i] = (float) random.nextGaussian();
      run.backward(batch, Map.of("embedding", seed), into);
      into.all().forEach((name, gradient) -> found.put(name, gradient.toArray(JAVA_FLOAT)));
      return found;
    }
  }

  @Test
  void memoryIsLinearInTheLength() {
    for (Request request : List.of(Request.inference("embedding"), Request.training("embedding"))) {
      long before = bytes(request, 1024);
      for (int length = 2048; length <= 8192; length *= 2) {
        long now = bytes(request, length);
        assertThat(now).as("%d tokens, %s", length, request).isLessThan(before * 21 / 10);
        before = now;
      }
    }
  }

  private static long bytes(Request request, int length) {
    var outline = Backbones.outline(decoder(), HEAD);
    return new PlanEngine(2).workspace(outline, request, List.of(new int[] {length})).orElseThrow();
  }

  @Test
  void aThousandsOfTokensLongInputIsEmbedded() {
    try (var program = program(decoder());
        var run = new PlanEngine(2).compile(program, Request.inference("embedding"))) {
      Matrix found = run.forward(Batch.of(new int[][] {tokens(8192)})).get("embedding");
      double squares = 0;
      for (float v : found.values()) squares += v * v;
      assertThat(squares).isBetween(0.999, 1.001);
    }
  }
}
