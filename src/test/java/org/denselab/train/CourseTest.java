package org.denselab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.denselab.base.AtomicFiles;
import org.denselab.base.Progress;
import org.denselab.base.Sha256;
import org.denselab.dl4j.Deeplearning4jReader;
import org.denselab.train.TinyCourse.Kind;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten steps are five, an interruption, and the rest: models, moments, losses, to the bit. */
class CourseTest {
  @TempDir private static Path folder;
  private static Path start;

  @BeforeAll
  static void write() throws IOException {
    start = TinyCourse.start(folder, 1);
  }

  @ParameterizedTest
  @EnumSource
  void goesOnWhereItWasInterrupted(Kind kind) throws IOException {
    Path whole = folder.resolve("whole " + kind);
    TrainResult unbroken = TinyCourse.run(start, kind, whole, Duration.ofHours(1), Progress.SILENT);
    Path kept = folder.resolve("kept " + kind);
    interrupt(kind, kept, 6);
    assertThat(kept.resolve("state-5")).isDirectory();
    var rest = new Interrupter(Integer.MAX_VALUE);

    TrainResult resumed = TinyCourse.run(start, kind, kept, Duration.ofHours(1), rest);

    assertThat(rest.steps).isEqualTo(5);
    assertThat(resumed.losses()).containsExactly(unbroken.losses());
    assertThat(resumed.effectiveNegatives()).isEqualTo(unbroken.effectiveNegatives());
    assertThat(checkpoints(kept)).isEqualTo(checkpoints(whole));
    for (Path run : List.of(whole, kept))
      assertThat(Deeplearning4jReader.losses(run.resolve(Course.STATISTICS)))
          .containsExactly(Arrays.stream(unbroken.losses()).boxed().toArray(Double[]::new));
  }

  @Test
  void whatEachStepTellsIsInTheLog() throws IOException {
    Path kept = folder.resolve("log");
    TinyCourse.run(start, Kind.FULL, kept, Duration.ofHours(1), Progress.SILENT);
    Path log = kept.resolve(Course.STATISTICS);
    Map<Integer, Double> rates = Deeplearning4jReader.series(log, "learning rate");
    for (int step = 1; step <= TinyCourse.STEPS; step++)
      assertThat(rates).containsEntry(step, TinyCourse.settings().schedule().rate(step - 1));
    assertThat(Deeplearning4jReader.series(log, "gradient norm"))
        .hasSize(TinyCourse.STEPS)
        .allSatisfy((_, norm) -> assertThat(norm).isPositive());
    assertThat(Deeplearning4jReader.series(log, "parameters, mean magnitude").get(1))
        .isBetween(1e-3, 1.0);
    assertThat(Deeplearning4jReader.series(log, "heap bytes").get(1)).isGreaterThan(1e5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state-5/weights.safetensors",
        "state-5/optimizer.safetensors",
        "state-5/state.json",
        "state-5/whole.json",
        "step-3/adapter_model.safetensors"
      })
  void whatIsDamagedIsNeverUsed(String name) throws IOException {
    Path kept = folder.resolve("damaged");
    AtomicFiles.link(interruptedAdapter(), kept);
    byte[] bytes = Files.readAllBytes(kept.resolve(name));
    bytes[bytes.length / 2] ^= 4;
    Files.delete(kept.resolve(name));
    Files.write(kept.resolve(name), bytes);
    startsAfresh(start, kept);
  }

  @Test
  void anAdapterDoesNotGoOnOverAnotherBase() throws IOException {
    Path kept = folder.resolve("elsewhere");
    AtomicFiles.link(interruptedAdapter(), kept);
    startsAfresh(TinyCourse.start(folder.resolve("other"), 2), kept);
  }

  private static Path interruptedAdapter() throws IOException {
    Path kept = folder.resolve("adapter");
    if (!Files.exists(kept)) interrupt(Kind.LORA, kept, 6);
    return kept;
  }

  private static void startsAfresh(Path from, Path kept) throws IOException {
    assertThatThrownBy(
            () -> TinyCourse.run(from, Kind.LORA, kept, Duration.ZERO, new Interrupter(2)))
        .isInstanceOf(Interrupted.class);
    try (var left = Files.list(kept)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("state-1", Course.STATISTICS);
    }
    AtomicFiles.deleteTree(kept);
  }

  private static void interrupt(Kind kind, Path kept, int step) {
    assertThatThrownBy(
            () -> TinyCourse.run(start, kind, kept, Duration.ZERO, new Interrupter(step)))
        .isInstanceOf(Interrupted.class);
  }

  /** Every file of the checkpoints, moments and losses among them. */
  static Map<String, String> checkpoints(Path kept) throws IOException {
    var files = new TreeMap<String, String>();
    try (Stream<Path> all = Files.walk(kept)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = kept.relativize(file).toString();
        if (name.startsWith("step-")) files.put(name, Sha256.of(file));
      }
    }
    assertThat(files).hasSizeGreaterThan(5);
    return files;
  }

  private static final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Counts steps, and stops the run between two of them. */
  private static final class Interrupter implements Progress.Source {
    private final int at;
    private int steps;

    Interrupter(int at) {
      this.at = at;
    }

    @Override
    public Progress start(String work, String unit, long total) {
      return new Progress() {
        @Override
        public void step(long count) {}

        @Override
        public void note(String remark) {
          if (++steps == at) throw new Interrupted();
        }

        @Override
        public void close() {}
      };
    }
  }
}
