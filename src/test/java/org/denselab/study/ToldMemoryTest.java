package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Head;
import org.denselab.backbone.bert.BertConfig;
import org.denselab.engine.Batch;
import org.denselab.engine.Executable;
import org.denselab.engine.Gradients;
import org.denselab.engine.Matrix;
import org.denselab.engine.plan.PlanEngine;
import org.denselab.engine.plan.ProductLibrary;
import org.denselab.graph.Pooling;
import org.denselab.graph.Program;
import org.denselab.train.Ahead;
import org.denselab.train.Optimizer;
import org.denselab.train.OptimizerSettings;
import org.denselab.train.TrainingMemory;
import org.junit.jupiter.api.Test;

/** What training is told to take, it takes: within 5 % by the allocator's own count. */
class ToldMemoryTest {
  private static final int MOST_RUNS = 8;
  private static final String TAP = "embedding";
  private static final Head HEAD = Head.of(Pooling.MEAN, true);
  private static final Ahead AHEAD = Ahead.full(new int[] {8, 16}, new int[] {32, 128});

  @Test
  void toldIsUsed() {
    assumeThat(ProductLibrary.usual().available())
        .as("nothing multiplies for plans on this platform")
        .isTrue();
    var config = BertConfig.of(2000, 4, 256, 4, 128, .1);
    // the JVM's compiler takes some 30 MB of its own until it is done: the least of a few runs
    double least = Double.MAX_VALUE;
    for (int run = 0; run < MOST_RUNS && least > 1.05; run++)
      try (var memory = new NativeMemory()) {
        long told = train(config);
        assumeThat(memory.bytes()).as("this platform counts").isPositive();
        least = Math.min(least, memory.bytes() / (double) told);
      }
    assertThat(least).as("used to told").isBetween(.95, 1.05);
  }

  private static long train(BertConfig config) {
    try (Program program = program(config)) {
      var job = new TrainingMemory.Job(new PlanEngine(2), program.outline(), TAP, 0, true);
      var plan = TrainingMemory.whole(job, AHEAD);
      try (Executable run = new PlanEngine(2).compile(program, plan.way().request(TAP));
          var gradients = new Gradients(program.parameters());
          var optimizer = new Optimizer(OptimizerSettings.ADAMW, program.parameters())) {
        run.reserve(AHEAD.passes(0));
        for (int step = 0; step < 2; step++) {
          gradients.zero();
          Batch batch = batch();
          Matrix embeddings = run.forward(batch).get(TAP);
          run.backward(batch, Map.of(TAP, embeddings), gradients);
          optimizer.step(gradients, 1e-3, 1);
        }
      }
      return plan.bytes();
    }
  }

  private static Program program(BertConfig config) {
    try (var weights = Backbones.initial(config, HEAD, 1)) {
      return Backbones.build(config, HEAD, weights, 1);
    }
  }

  private static Batch batch() {
    List<int[]> sequences = Arrays.stream(AHEAD.passes(0).getFirst()).mapToObj(int[]::new).toList();
    return new Batch(sequences.toArray(int[][]::new), null, new Batch.Noise(true, 1, 1, 0));
  }
}
