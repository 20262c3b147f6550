package org.denselab.engine.plan;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Head;
import org.denselab.backbone.bert.BertConfig;
import org.denselab.engine.Batch;
import org.denselab.engine.Gradients;
import org.denselab.engine.Matrix;
import org.denselab.engine.Precision;
import org.denselab.engine.Request;
import org.denselab.engine.Tiny;
import org.denselab.graph.AttentionShape;
import org.denselab.graph.Pooling;
import org.denselab.graph.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pool: its size changes no bit, and a failing step leaves it usable. */
class ThreadsTest {
  @ParameterizedTest
  @EnumSource
  void sameBitsForAnyNumber(ProductLibrary products) {
    try (var program = Tiny.bert(0.1)) {
      sameBits(program, Tiny.POSITIONS, products);
    }
  }

  /** A decoder with grouped heads, and a T5; the longest sequence's attention goes by tiles. */
  @ParameterizedTest
  @EnumSource
  void sameBitsOfOtherFamilies(ProductLibrary products) {
    var decoder = LongInputsTest.backbone(AttentionShape.causal(4, 2, 6), 2, 0, Tiny.HIDDEN);
    var shape = new AttentionShape(4, 4, 5, false, 1);
    var t5 = LongInputsTest.backbone(shape, 0, 8, Tiny.HIDDEN);
    for (RandomBackbone config : List.of(decoder, t5)) {
      var head = Head.of(Pooling.MEAN, true);
      try (var program = Backbones.build(config, head, Backbones.initial(config, head, 5), 5)) {
        sameBits(program, 600, products);
      }
    }
  }

  /** Gradients of wide weights are cut otherwise for more threads. */
  @ParameterizedTest
  @EnumSource
  void sameBitsOfWideWeights(ProductLibrary products) {
    var config = BertConfig.of(Tiny.VOCABULARY, 1, 528, 4, Tiny.POSITIONS, 0);
    var head = Head.of(Pooling.MEAN, true);
    try (var program = Backbones.build(config, head, Backbones.initial(config, head, 3), 3)) {
      sameBits(program, Tiny.POSITIONS, products);
    }
  }

  private static void sameBits(Program program, int longest, ProductLibrary products) {
    assumeThat(products.available()).as("no build of %s for this platform", products).isTrue();
    Map<String, float[]> one = run(program, longest, 1, products);
    for (int threads : new int[] {2, 3, 7})
      run(program, longest, threads, products)
          .forEach(
              (name, bits) ->
                  assertThat(bits).as("%s on %d threads", name, threads).isEqualTo(one.get(name)));
  }

  /** Embeddings and gradients of a batch that has several chunks of rows. */
  private static Map<String, float[]> run(
      Program program, int longest, int threads, ProductLibrary products) {
    var random = new Random(8);
    int[][] ids = new int[23][];
    for (int i = 0; i < ids.length; i++) {
      int length = i == 5 ? longest : 1 + random.nextInt(Tiny.POSITIONS);
      ids[i] = random.ints(length, 0, 37).toArray();
    }
    var batch = new Batch(ids, null, new Batch.Noise(true, 3, 4, 0));
    var engine = new PlanEngine(threads, Precision.FP32, products);
    try (var run = engine.compile(program, Request.training("embedding"));
        var into = new Gradients(program.parameters())) {
      var found = new HashMap<String, float[]>();
      Matrix embedding = run.forward(batch).get("embedding");
      found.put("embedding", embedding.values());
      var seed = new Matrix(embedding.rows(), embedding.columns());
      for (int i = 0; i < seed.values().length; i++)
        seed.values()[i] = (float) random.nextGaussian();
      run.backward(batch, Map.of("embedding", seed), into);
      into.all().forEach((name, gradient) -> found.put(name, gradient.toArray(JAVA_FLOAT)));
      return found;
    }
  }

  @Test
  void aFailingStepIsTheCallersAndThePoolGoesOn() {
    ProductLibrary usable = ProductLibrary.usual();
    assumeThat(usable.available()).as("nothing multiplies for plans on this platform").isTrue();
    Step.Split three = _ -> 3;
    var fails =
        new Step(
            "fails",
            List.of(),
            List.of(),
            three,
            (_, _, item) -> {
              if (item == 1) throw new IllegalStateException("item 1");
            });
    var done = new boolean[3];
    var works = new Step("works", List.of(), List.of(), three, (_, _, item) -> done[item] = true);
    var plan =
        new Plan(
            List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
            List.of(), List.of(), 0);
    try (var workers = new Workers(3, usable)) {
      var frame = new Frame(plan, 512);
      frame.load(Batch.of(new int[][] {{1}}));
      for (int round = 0; round < 20; round++) {
        assertThatThrownBy(() -> workers.run(List.of(works, fails, works), frame))
            .hasMessage("item 1");
        workers.run(List.of(works), frame);
      }
      frame.workspace().close();
    }
    assertThat(done).containsOnly(true);
  }
}
