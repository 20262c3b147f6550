package org.denselab.study;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.denselab.base.Progress;

/** The stages that a run has to do, for whoever waits: which begins as the how many-th. */
final class Agenda {
  /** What a stage takes beside its work: it starts, writes and is published. */
  private static final double OVERHEAD_SECONDS = 0.3;

  private final Set<Stage> waiting = new LinkedHashSet<>();
  private final int all;
  private int begun;

  private Agenda(Collection<Stage> missing) {
    waiting.addAll(missing);
    all = waiting.size();
  }

  /** Of {@code ordered}, those that the store lacks. */
  static Agenda of(Collection<Stage> ordered, Store store) {
    return new Agenda(ordered.stream().filter(Inventory.of(ordered, store)::lacks).toList());
  }

  /** Every stage once, each after its inputs. */
  static List<Stage> order(Collection<Stage> wanted) {
    Set<Stage> seen = new LinkedHashSet<>();
    collect(wanted, seen);
    return List.copyOf(seen);
  }

  private static void collect(Collection<Stage> wanted, Set<Stage> seen) {
    for (Stage stage : wanted) {
      if (seen.contains(stage)) continue;
      collect(stage.inputs(), seen);
      seen.add(stage);
    }
  }

  /** The stage begins. */
  Progress.Part begin(Stage stage) {
    waiting.remove(stage);
    begun++;
    return new Progress.Part(
        stage.kind() + " " + stage.title(),
        begun,
        Math.max(begun, all),
        seconds(stage),
        waiting.stream().mapToDouble(Agenda::seconds).sum());
  }

  /** The stage will not begin, because one that it needs failed or diverged. */
  void drop(Stage stage) {
    waiting.remove(stage);
  }

  private static double seconds(Stage stage) {
    return stage.estimate().seconds() + OVERHEAD_SECONDS;
  }
}
