package org.denselab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quickstart, killed again and again, ends with the results of a run that nobody disturbed. */
@Tag("slow")
class RandomKillsTest {
  private static final Logger LOG = LogManager.getLogger();
  private static final int KILLS = 20;

  /** A run takes minutes: a chain of 20 fits in. */
  private static final int LATEST_MILLIS = 14_000;

  private static final String STUDY =
      "-Dexp=" + Path.of("experiments/quickstart.yaml").toAbsolutePath();

  @TempDir private static Path here;
  private static KilledRuns runs;

  @BeforeAll
  static void undisturbed() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "looks at processes through /proc");
    runs = new KilledRuns(here, "quickstart", List.of(STUDY), LATEST_MILLIS);
    runs.whole();
  }

  @Test
  void twentyKillsOfTheProgram() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    LOG.info("to repeat: -Dseed={}", seed);
    runs.killed(KILLS, new Random(seed));
  }

  @Test
  void killsOfMaven() throws Exception {
    assumeTrue(works("mvn", "-v"), "there is no mvn on the path");
    var random = new Random(Long.getLong("seed", 1));
    for (int kills = 0; kills < 3; kills++) {
      var maven = maven();
      var program = program(maven);
      Thread.sleep(runs.moment(random));
      assertThat(maven.isAlive()).isTrue();
      maven.destroyForcibly().waitFor();
      long killed = System.nanoTime();
      while (!FrontDoor.gone(program)) {
        assertThat(System.nanoTime() - killed).as("ends by itself").isLessThan(10_000_000_000L);
        Thread.sleep(50);
      }
    }
    assertThat(maven().waitFor()).isZero();
    runs.sameResults("maven");
  }

  private static Process maven() throws IOException {
    return new ProcessBuilder(
            "mvn",
            "-o",
            "-q",
            "compile",
            "exec:java",
            STUDY,
            "-Dstore=" + here.resolve("maven"),
            "-Ddenselab.keep.seconds=1")
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** What Maven has started once it has compiled. */
  private static ProcessHandle program(Process maven) throws IOException, InterruptedException {
    while (true) {
      assertThat(maven.isAlive()).isTrue();
      for (ProcessHandle below : maven.descendants().toList())
        if (!FrontDoor.gone(below)
            && Files.readString(Path.of("/proc/" + below.pid() + "/cmdline"))
                .contains(Main.class.getName())) return below;
      Thread.sleep(50);
    }
  }

  private static boolean works(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
