package org.denselab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the process holds does not grow from step to step. */
@ParameterizedClass
@EnumSource
class FlatMemoryTest {
  private final Engine engine;

  FlatMemoryTest(TestedEngine tested) {
    engine = tested.engine();
  }

  private static final Path STATUS = Path.of("/proc/self/status");

  @Test
  void over40Steps() throws IOException {
    growth(40, 80);
  }

  @Test
  @Tag("slow")
  void over500Steps() throws IOException {
    growth(60, 500);
  }

  private void growth(int warmUp, int steps) throws IOException {
    assumeThat(STATUS).as("needs Linux to see its own memory").exists();
    try (var program = Tiny.bert(0.1);
        var run = engine.compile(program, Request.training("embedding"));
        var into = new Gradients(program.parameters())) {
      for (int step = 0; step < warmUp; step++) step(run, into, step);
      long before = resident();
      for (int step = warmUp; step < steps; step++) step(run, into, step);
      long megabytes = (resident() - before) >> 20;
      assertThat(megabytes).as("growth over %d steps, MB", steps - warmUp).isLessThan(16);
    }
  }

  /** 24 sequences of up to 64 tokens: each step leaks what it leaks in several shapes. */
  private static void step(Executable run, Gradients into, int step) {
    var random = new Random(step % 20);
    int[][] ids = new int[24][];
    for (int i = 0; i < ids.length; i++)
      ids[i] = random.ints(8 + random.nextInt(56), 0, Tiny.VOCABULARY).toArray();
    var batch = new Batch(ids, null, new Batch.Noise(true, 1, step, 0));
    run.forward(batch);
    run.backward(batch, Map.of("embedding", Tiny.seed(ids.length)), into);
  }

  /** After a full collection, which gives free heap back. */
  private static long resident() throws IOException {
    System.gc();
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findFirst()
        .orElseThrow();
  }
}
