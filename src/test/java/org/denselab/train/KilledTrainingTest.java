package org.denselab.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.denselab.base.Progress;
import org.denselab.train.TinyCourse.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that trains is ended by SIGKILL; this one goes on and ends with the same bits. */
class KilledTrainingTest {
  private static final Kind KIND = Kind.LORA;

  @TempDir private Path folder;

  @Test
  void theSameWeightsMomentsAndLosses() throws IOException, InterruptedException {
    Path start = TinyCourse.start(folder, 1);
    Path whole = folder.resolve("whole");
    var unbroken = TinyCourse.run(start, KIND, whole, Duration.ofHours(1), Progress.SILENT);
    Path kept = Files.createDirectory(folder.resolve("kept"));
    var training = new ProcessBuilder(command(start, kept)).inheritIO().start();
    while (saved(kept) < 4) {
      assertThat(training.isAlive()).isTrue();
      Thread.sleep(5);
    }
    training.toHandle().destroyForcibly();
    assertThat(training.waitFor()).isEqualTo(128 + 9);
    assertThat(kept.resolve("step-10")).doesNotExist();

    var resumed = TinyCourse.run(start, KIND, kept, Duration.ofHours(1), Progress.SILENT);

    assertThat(resumed.losses()).containsExactly(unbroken.losses());
    assertThat(CourseTest.checkpoints(kept)).isEqualTo(CourseTest.checkpoints(whole));
  }

  /** Trains slowly, so that it can be killed in time. */
  public static void main(String[] args) throws IOException {
    Progress.Source slow =
        (_, _, _) ->
            new Progress() {
              @Override
              public void step(long count) {}

              @Override
              public void note(String remark) {
                try {
                  Thread.sleep(200);
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              }

              @Override
              public void close() {}
            };
    TinyCourse.run(Path.of(args[0]), KIND, Path.of(args[1]), Duration.ZERO, slow);
  }

  private static List<String> command(Path start, Path kept) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(flag -> !flag.startsWith("-javaagent"))
            .toList());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(KilledTrainingTest.class.getName(), start.toString(), kept.toString()));
    return command;
  }

  private static int saved(Path kept) throws IOException {
    try (var all = Files.list(kept)) {
      return all.map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith("state-"))
          .mapToInt(name -> Integer.parseInt(name.substring(6)))
          .max()
          .orElse(0);
    }
  }
}
