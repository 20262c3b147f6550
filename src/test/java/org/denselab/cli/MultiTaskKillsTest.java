package org.denselab.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Single and joint runs of a small multi-task study, killed again and again: the same numbers. */
@Tag("slow")
class MultiTaskKillsTest {
  private static final Logger LOG = LogManager.getLogger();
  private static final int KILLS = 10;
  private static final int LATEST_MILLIS = 20_000;

  @TempDir private Path here;

  @Test
  void tenKillsChangeNoNumber() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "looks at processes through /proc");
    long seed = Long.getLong("seed", System.nanoTime());
    LOG.info("to repeat: -Dseed={}", seed);
    var runs =
        new KilledRuns(
            here,
            "multi-task-atlas",
            List.of(
                "-Dexp=" + Path.of("experiments/small/multi-task-atlas.yaml").toAbsolutePath(),
                "-Dset=sweep.backbone.preset=[bert-2x128],backbone.pretrain.steps=40,train.steps=40,"
                    + "train.warmup=4,evaluate.controls=[untrained]"),
            LATEST_MILLIS);
    runs.whole();
    runs.killed(KILLS, new Random(seed));
  }
}
