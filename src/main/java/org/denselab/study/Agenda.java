package org.denselab.study;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.denselab.base.Progress;

/** The stages that a run has to do, in order, for whoever waits: which is the how many-th. */
record Agenda(List<Stage> stages) {
  /** What a stage takes beside its work: it starts, writes and is published. */
  private static final double OVERHEAD_SECONDS = 0.3;

  static Agenda of(Collection<Stage> wanted, Store store) {
    Set<Stage> seen = new LinkedHashSet<>();
    collect(wanted, seen);
    List<Stage> missing = new ArrayList<>();
    for (Stage stage : seen)
      if (!(store.find(stage) instanceof Store.Found.Whole)) missing.add(stage);
    return new Agenda(missing);
  }

  private static void collect(Collection<Stage> wanted, Set<Stage> seen) {
    for (Stage stage : wanted) {
      if (seen.contains(stage)) continue;
      collect(stage.inputs(), seen);
      seen.add(stage);
    }
  }

  Progress.Part part(Stage stage) {
    int at = Math.max(0, stages.indexOf(stage));
    double after = stages.stream().skip(at + 1L).mapToDouble(Agenda::seconds).sum();
    return new Progress.Part(
        stage.kind() + " " + stage.title(),
        at + 1,
        Math.max(1, stages.size()),
        seconds(stage),
        after);
  }

  private static double seconds(Stage stage) {
    return stage.estimate().seconds() + OVERHEAD_SECONDS;
  }
}
