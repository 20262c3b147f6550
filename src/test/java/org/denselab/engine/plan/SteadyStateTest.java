package org.denselab.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.denselab.engine.Batch;
import org.denselab.engine.Executable;
import org.denselab.engine.Gradients;
import org.denselab.engine.Precision;
import org.denselab.engine.Request;
import org.denselab.engine.Tiny;
import org.denselab.engine.plan.onednn.OneDnn;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Once every shape has been seen, a step takes no more memory. */
class SteadyStateTest {
  private static final int SHAPES = 4;
  private static final int WARM_UP = 300;
  private static final int MOST_ROUNDS = 400;
  private static final long HEAP_LIMIT = 1024;

  @BeforeAll
  static void onThisPlatform() {
    assumeThat(OneDnn.available()).as("no build of oneDNN for this platform").isTrue();
  }

  private static List<Batch> batches() {
    var random = new Random(2);
    return random
        .ints(SHAPES, 3, 30)
        .mapToObj(
            n -> {
              int[][] ids = new int[n][];
              for (int i = 0; i < n; i++)
                ids[i] = random.ints(1 + random.nextInt(40), 0, Tiny.VOCABULARY).toArray();
              return Batch.of(ids);
            })
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void neitherArenaNorHeapGrow(Precision precision) {
    try (var program = Tiny.bert(0);
        var run = new PlanEngine(2, precision).compile(program, Request.training("embedding"));
        var into = new Gradients(program.parameters())) {
      List<Batch> batches = batches();
      for (Batch batch : batches) step(run, batch, into);
      long workspace = ((PlanExecutable) run).workspaceBytes();
      for (int i = 0; i < WARM_UP; i++) step(run, batches.get(i % SHAPES), into);
      long least = Long.MAX_VALUE;
      // until the compiler is done, vectors are objects: it takes its time on a busy machine
      for (int i = 0; i < MOST_ROUNDS && least / SHAPES >= HEAP_LIMIT; i++) {
        long before = allocatedByWorkers();
        for (Batch batch : batches) step(run, batch, into);
        least = Math.min(least, allocatedByWorkers() - before);
      }
      assertThat(least / SHAPES)
          .as("heap bytes a step, on the pool's threads")
          .isLessThan(HEAP_LIMIT);
      assertThat(((PlanExecutable) run).workspaceBytes()).isEqualTo(workspace);
    }
  }

  private static void step(Executable run, Batch batch, Gradients into) {
    run.forward(batch);
    run.backward(batch, Map.of("embedding", Tiny.seed(batch.size())), into);
  }

  private static long allocatedByWorkers() {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("plan-"))
        .mapToLong(thread -> threads.getThreadAllocatedBytes(thread.threadId()))
        .sum();
  }
}
