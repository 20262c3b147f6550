package org.denselab.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.denselab.engine.Batch;
import org.denselab.engine.Executable;
import org.denselab.engine.Gradients;
import org.denselab.engine.Precision;
import org.denselab.engine.Request;
import org.denselab.engine.Tiny;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Once every shape has been seen, a step takes no more memory. */
class SteadyStateTest {
  private static final int SHAPES = 4;
  private static final int WARM_UP = 300;
  private static final int MOST_ROUNDS = 400;
  private static final long HEAP_LIMIT = 1024;

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

  /** In a JVM of its own: where many programs ran before, some vectors stay objects. */
  @ParameterizedTest
  @CsvSource({"ONEDNN,FP32", "ONEDNN,BF16", "OPENBLAS,FP32"})
  void neitherArenaNorHeapGrow(ProductLibrary products, Precision precision)
      throws IOException, InterruptedException {
    assumeThat(products.available()).as("no build of %s for this platform", products).isTrue();
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    var alone =
        new ProcessBuilder(
                java.toString(),
                "-XX:CompileCommandFile=src/main/jvm/compile-commands.txt",
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                "-cp",
                System.getProperty("java.class.path"),
                SteadyStateTest.class.getName(),
                products.name(),
                precision.name())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(alone.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(alone.waitFor()).isZero();
    String[] numbers = said.strip().lines().toList().getLast().split(" ", -1);
    assertThat(Long.parseLong(numbers[0]))
        .as("heap bytes a step, on the pool's threads")
        .isLessThan(HEAP_LIMIT);
    assertThat(Long.parseLong(numbers[1])).as("bytes that the arena grew by").isZero();
  }

  /** Prints heap bytes a step, and by how much the arena grew. */
  public static void main(String... names) {
    try (var program = Tiny.bert(0);
        var run =
            new PlanEngine(2, Precision.valueOf(names[1]), ProductLibrary.valueOf(names[0]))
                .compile(program, Request.training("embedding"));
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
      long grown = ((PlanExecutable) run).workspaceBytes() - workspace;
      System.out.println(least / SHAPES + " " + grown);
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
