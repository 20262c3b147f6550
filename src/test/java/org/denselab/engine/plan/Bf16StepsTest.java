package org.denselab.engine.plan;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Head;
import org.denselab.backbone.bert.BertConfig;
import org.denselab.engine.Batch;
import org.denselab.engine.Gradients;
import org.denselab.engine.HalfSource;
import org.denselab.engine.Matrix;
import org.denselab.engine.Precision;
import org.denselab.engine.Request;
import org.denselab.engine.Tiny;
import org.denselab.graph.Lora;
import org.denselab.graph.Parameter;
import org.denselab.graph.Pooling;
import org.denselab.weights.StoredTensor.DataType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Training with bf16 products: same bits for any pool, fp32 masters, and what memory it takes. */
class Bf16StepsTest {
  @BeforeAll
  static void onThisPlatform() {
    assumeThat(ProductLibrary.usual().multipliesBf16()).as("no bf16 on this platform").isTrue();
  }

  private static Batch batch() {
    var random = new Random(8);
    int[][] ids = new int[23][];
    for (int i = 0; i < ids.length; i++)
      ids[i] = random.ints(1 + random.nextInt(Tiny.POSITIONS), 0, Tiny.VOCABULARY).toArray();
    return new Batch(ids, null, new Batch.Noise(true, 3, 4, 0));
  }

  @Test
  void sameBitsForAnyNumberOfThreads() {
    Map<String, float[]> one = run(1);
    for (int threads : new int[] {2, 3})
      run(threads).forEach((name, bits) -> assertThat(bits).as(name).isEqualTo(one.get(name)));
  }

  private static Map<String, float[]> run(int threads) {
    Batch batch = batch();
    try (var program = Tiny.bert(0.1);
        var run =
            new PlanEngine(threads, Precision.BF16)
                .compile(program, Request.training("embedding"));
        var into = new Gradients(program.parameters())) {
      var found = new HashMap<String, float[]>();
      found.put("embedding", run.forward(batch).get("embedding").values());
      run.backward(batch, Map.of("embedding", Tiny.seed(batch.size())), into);
      into.all().forEach((name, gradient) -> found.put(name, gradient.toArray(JAVA_FLOAT)));
      return found;
    }
  }

  /** A change too small for bf16 is kept, and many of them reach the products. */
  @Test
  void tinyUpdatesAccumulate() {
    Batch batch = batch();
    String name = "encoder.layer.0.intermediate.dense.weight";
    try (var program = Tiny.bert(0);
        var run =
            new PlanEngine(1, Precision.BF16).compile(program, Request.training("embedding"))) {
      var weight = program.parameter(name).values();
      for (long i = 0; i < weight.byteSize() / 4; i++) weight.setAtIndex(JAVA_FLOAT, i, 1f);
      float[] before = run.forward(batch).get("embedding").values();
      for (int step = 0; step < 64; step++)
        for (long i = 0; i < weight.byteSize() / 4; i++)
          weight.setAtIndex(JAVA_FLOAT, i, weight.getAtIndex(JAVA_FLOAT, i) + 0x1p-13f);
      assertThat(weight.getAtIndex(JAVA_FLOAT, 0)).isEqualTo(1f + 0x1p-7f);
      assertThat(run.forward(batch).get("embedding").values()).isNotEqualTo(before);
    }
  }

  /**
   * 50 steps of descent on a fixed batch towards fixed embeddings: bf16's gradients are off by less
   * than 1 %, so a loss that falls steadily stays within .5 % of where fp32 began.
   */
  @Test
  void lossesFollowFp32() {
    List<Double> want = losses(Precision.FP32);
    List<Double> got = losses(Precision.BF16);
    assertThat(want.getLast()).isLessThan(0.95 * want.getFirst());
    for (int step = 0; step < want.size(); step++)
      assertThat(Math.abs(got.get(step) - want.get(step)))
          .as("step %d, fp32 %s", step, want.get(step))
          .isLessThan(0.005 * want.getFirst());
  }

  private static List<Double> losses(Precision precision) {
    Batch batch = batch();
    Matrix goal = Tiny.seed(batch.size());
    var losses = new ArrayList<Double>();
    try (var program = Tiny.bert(0);
        var run = new PlanEngine(2, precision).compile(program, Request.training("pooled"));
        var into = new Gradients(program.parameters())) {
      for (int step = 0; step < 50; step++) {
        Matrix pooled = run.forward(batch).get("pooled");
        var seed = new Matrix(pooled.rows(), pooled.columns());
        double loss = 0;
        for (int i = 0; i < seed.values().length; i++) {
          seed.values()[i] = (pooled.values()[i] - goal.values()[i]) / seed.values().length;
          loss += Math.pow(pooled.values()[i] - goal.values()[i], 2) / 2 / seed.values().length;
        }
        losses.add(loss);
        into.zero();
        run.backward(batch, Map.of("pooled", seed), into);
        for (Parameter p : program.parameters())
          for (long i = 0; i < p.elements(); i++) {
            float moved = 0.05f * into.of(p.name()).getAtIndex(JAVA_FLOAT, i);
            p.values().setAtIndex(JAVA_FLOAT, i, p.values().getAtIndex(JAVA_FLOAT, i) - moved);
          }
      }
    }
    return losses;
  }

  /** LoRA over a backbone stored in bf16: two bytes a frozen parameter, whatever the precision. */
  @Test
  void frozenHalvesAreNotWidened() {
    var config = BertConfig.of(5000, 4, 128, 4, 64, 0);
    var head = Head.of(Pooling.MEAN, true);
    for (Precision precision : Precision.values())
      try (var weights = new HalfSource(Backbones.initial(config, head, 1), DataType.BF16);
          var program = Backbones.build(config, head, weights, 1)) {
        program.lora(new Lora(8, 16, 0, List.of("query", "value"), 1));
        Plan plan =
            Lowering.lower(
                program,
                Request.training("embedding"),
                precision == Precision.BF16,
                2,
                Choices.usual(),
                null);
        long held = program.parameters().stream().mapToLong(p -> p.held().bytes().byteSize()).sum();
        var own = program.parameters().stream().map(p -> p.held().bytes().address()).toList();
        long widened =
            plan.numbers().stream()
                .filter(numbers -> !own.contains(numbers.address()))
                .mapToLong(numbers -> numbers.memory().byteSize())
                .sum();
        long vectors =
            program.parameters().stream()
                .filter(p -> p.shape().length == 1)
                .mapToLong(Parameter::elements)
                .sum();
        long frozen = sum(program.parameters(), false);
        long trained = sum(program.parameters(), true);
        assertThat(held).isEqualTo(2 * frozen + 4 * trained);
        assertThat(widened).as("biases and norms").isEqualTo(4 * vectors).isLessThan(frozen / 30);
      }
  }

  private static long sum(Iterable<Parameter> parameters, boolean trainable) {
    long sum = 0;
    for (Parameter p : parameters) if (p.trainable() == trainable) sum += p.elements();
    return sum;
  }
}
