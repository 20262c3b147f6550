package org.denselab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.denselab.cli.FrontDoor.Running;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stopping a study in the middle of its work. */
class InterruptionTest {
  @TempDir static Path here;
  private static FrontDoor door;
  private static BeirOnDisk large;

  @BeforeAll
  static void build() throws IOException {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "looks at processes through /proc");
    door = new FrontDoor(here);
    large = BeirOnDisk.write(here.resolve("large"), 60_000, 2);
  }

  @Test
  void termEndsTheProgramAndSaysHowToGoOn() throws Exception {
    var running = indexing("term");

    running.launcher().destroy();

    var ended = running.end();
    assertThat(ended.code()).isEqualTo(130);
    assertThat(ended.err())
        .contains("What is finished is kept; to continue:\n  mvn -q compile exec:java -Dexp=")
        .contains(large.folder() + "/term.yaml -Dstore=term -Dmemory=2g\n");
    assertThat(finishedIndexes("term")).isZero();
    // The store is as good as new.
    var small = BeirOnDisk.write(here.resolve("small"), 30, 5);
    assertThat(door.run("-Dexp=" + small.study("after", 0.5), "-Dstore=term").code()).isZero();
  }

  /** A terminal sends Ctrl-C to the launcher and to the program at once. */
  @Test
  void controlCEndsBoth() throws Exception {
    assumeFalse(interruptsAreIgnored(), "started in the background, which ignores Ctrl-C");
    var running = indexing("int");
    var program = running.program();

    String launcher = Long.toString(running.launcher().pid());
    new ProcessBuilder("kill", "-INT", launcher, Long.toString(program.pid())).start().waitFor();

    var ended = running.end();
    assertThat(ended.code()).isEqualTo(130);
    assertThat(ended.err()).containsOnlyOnce("to continue:");
    assertThat(FrontDoor.gone(program)).isTrue();
  }

  @Test
  void theProgramEndsWithAKilledMaven() throws Exception {
    var running = indexing("kill");
    var program = running.program();

    running.launcher().destroyForcibly().waitFor();

    long killed = System.nanoTime();
    while (!FrontDoor.gone(program) && System.nanoTime() - killed < 10e9) Thread.sleep(20);
    assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(2));
    assertThat(finishedIndexes("kill")).isZero();
  }

  /** A study that is building its index now. */
  private static Running indexing(String store) throws Exception {
    var running = door.start("-Dexp=" + large.study(store, 0), "-Dstore=" + store, "-Dmemory=2g");
    while (indexes(store, ".part") == 0) {
      assertThat(running.launcher().isAlive()).as(Files.readString(running.err())).isTrue();
      Thread.sleep(20);
    }
    return running;
  }

  private static long finishedIndexes(String store) throws IOException {
    return indexes(store, "") - indexes(store, ".part") - indexes(store, ".kept");
  }

  private static long indexes(String store, String ending) throws IOException {
    Path stages = here.resolve(store).resolve("reports/.stages");
    if (!Files.isDirectory(stages)) return 0;
    try (var folders = Files.list(stages)) {
      return folders
          .map(folder -> folder.getFileName().toString())
          .filter(name -> name.contains("index-") && name.endsWith(ending))
          .count();
    }
  }

  private static boolean interruptsAreIgnored() throws IOException {
    String ignored =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .findFirst()
            .orElse("SigIgn: 0");
    return (Long.parseUnsignedLong(ignored.substring(7).strip(), 16) >> 1 & 1) == 1;
  }
}
