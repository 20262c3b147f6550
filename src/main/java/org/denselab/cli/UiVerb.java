package org.denselab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.denselab.base.BadInput;
import org.denselab.dl4j.Scalar;
import org.denselab.dl4j.ScalarLog;
import org.denselab.study.Stage;
import org.denselab.study.Store;
import org.denselab.study.StudyPlanner;

/**
 * {@code -Dverb=ui}: the training runs of a study in Deeplearning4j's UI, whether the study runs or
 * not. Needs no lock, changes nothing, and serves until it is stopped.
 */
final class UiVerb {
  private static final int PORT = 9000;
  private static final long EVERY_MILLIS = 2000;

  private final TrainingUi ui;
  private final Map<Stage, Integer> shown = new HashMap<>();

  private UiVerb(TrainingUi ui) {
    this.ui = ui;
  }

  static int run(CommandLine line, Interruption interruption) throws IOException {
    int port = line.count("port", PORT);
    var study = StudyFile.load(line);
    var store = StudyFile.store(line);
    TrainingUi ui =
        ServiceLoader.load(TrainingUi.class)
            .findFirst()
            .orElseThrow(
                () ->
                    new BadInput(
                        "-Dverb=ui: the training UI is in the profile ui: mvn -q -Pui compile"
                            + " exec:java -Dverb=ui -Dexp=…"));
    List<Stage> stages = StudyPlanner.plan(study).stages();
    interruption.advise("Stopped.");
    System.out.println("training runs of " + study.name() + ": " + ui.start(port) + "/train");
    var verb = new UiVerb(ui);
    while (true) {
      for (Stage stage : stages) verb.show(stage, store);
      try {
        Thread.sleep(EVERY_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return ExitCode.DONE;
      }
    }
  }

  private void show(Stage stage, Store store) throws IOException {
    Optional<Path> log = store.statistics(stage);
    if (log.isEmpty()) return;
    int before = shown.getOrDefault(stage, 0);
    if (before > 0 && Files.size(log.get()) == 0) return;
    List<Scalar> all = ScalarLog.read(log.get());
    int last = all.isEmpty() ? 0 : all.getLast().step();
    if (last <= before) return;
    // of its last step, a log that grows may not hold all yet
    boolean over = !(store.find(stage) instanceof Store.Found.Absent);
    int upTo = over ? last : last - 1;
    if (upTo <= before) return;
    ui.show(
        stage.kind() + " " + stage.title(),
        all.stream().filter(s -> s.step() > before && s.step() <= upTo).toList());
    shown.put(stage, upTo);
  }
}
