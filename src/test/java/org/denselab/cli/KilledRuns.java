package org.denselab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.denselab.base.AtomicFiles;

/**
 * A study that is killed at random moments, and started again each time.
 *
 * @param name of the study
 * @param settings what the launcher is told beside the store
 * @param latest milliseconds after its start at which a run is killed, at the latest
 */
record KilledRuns(Path here, String name, List<String> settings, int latest) {
  /** A run takes some seconds to start. */
  private static final int EARLIEST_MILLIS = 2_000;

  private static final int PATIENCE_MINUTES = 60;

  /** A run that nobody disturbs. */
  void whole() throws IOException, InterruptedException {
    var whole = run("whole");
    assertThat(whole.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).isTrue();
    assertThat(whole.exitValue()).isZero();
  }

  /** So many kills of the program, and results as of the whole run whenever one was through. */
  void killed(int times, Random random) throws IOException, InterruptedException {
    for (int kills = 0; kills < times; ) {
      var launcher = run("killed");
      if (launcher.waitFor(moment(random), TimeUnit.MILLISECONDS)) {
        sameResults("killed"); // it was through: another chain
        AtomicFiles.deleteTree(here.resolve("killed"));
        continue;
      }
      if (kill(launcher)) kills++;
    }
    assertThat(run("killed").waitFor()).isZero();
    sameResults("killed");
  }

  /** Sends the program that a launcher started signal 9; tells whether there was one. */
  boolean kill(Process launcher) throws InterruptedException {
    while (launcher.isAlive() && launcher.children().findFirst().isEmpty()) Thread.sleep(20);
    var program = launcher.children().findFirst();
    boolean killed = program.isPresent() && program.get().destroyForcibly();
    launcher.waitFor();
    return killed;
  }

  int moment(Random random) {
    return random.nextInt(EARLIEST_MILLIS, latest);
  }

  void sameResults(String store) throws IOException {
    assertThat(Results.of(here.resolve(store), name))
        .isEqualTo(Results.of(here.resolve("whole"), name));
  }

  /** A run that begins or goes on. */
  Process run(String store) throws IOException {
    // A state a second: the default would lose most of what so short a run does.
    return new FrontDoor(here).start(told(store, "-Ddenselab.keep.seconds=1")).launcher();
  }

  /** What another verb says of a store, whatever became of its study. */
  FrontDoor.Ended verb(String verb, String store) throws IOException, InterruptedException {
    return new FrontDoor(here).run(told(store, "-Dverb=" + verb));
  }

  private String[] told(String store, String more) {
    List<String> all = new ArrayList<>(settings);
    all.add("-Dstore=" + here.resolve(store));
    all.add(more);
    return all.toArray(String[]::new);
  }
}
