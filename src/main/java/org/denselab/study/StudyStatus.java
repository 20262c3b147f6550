package org.denselab.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.denselab.study.Scheduler.Outcome;
import org.denselab.study.Store.Found;

/**
 * How far a study is, from what lies in the store: for whoever asks while it runs, or after it
 * stopped.
 */
public final class StudyStatus {
  private static final int MOST_ROWS = 60;

  private final StudyPlan plan;
  private final Store store;
  private final Map<Stage, Outcome> outcomes;

  private StudyStatus(StudyPlan plan, Store store, Map<Stage, Outcome> outcomes) {
    this.plan = plan;
    this.store = store;
    this.outcomes = outcomes;
  }

  public static StudyStatus of(StudyPlan plan, Store store) throws IOException {
    Map<String, String> failures = Failures.read(store.reports().resolve(plan.study().name()));
    Map<Stage, Outcome> outcomes = new LinkedHashMap<>();
    List<Stage> order = Agenda.order(plan.wanted());
    var inventory = Inventory.of(order, store);
    for (Stage stage : order)
      outcomes.put(stage, outcome(stage, inventory.found().get(stage), failures, outcomes));
    return new StudyStatus(plan, store, outcomes);
  }

  private static Outcome outcome(
      Stage stage, Found found, Map<String, String> failures, Map<Stage, Outcome> before) {
    if (found instanceof Found.Whole(var done)) return new Outcome.Finished(done, true);
    if (found instanceof Found.Diverged(var what, var done))
      return new Outcome.Diverged(what, done);
    if (failures.containsKey(stage.key())) return new Outcome.Failed(failures.get(stage.key()));
    for (Stage input : stage.inputs())
      if (before.get(input) instanceof Outcome.Failed)
        return new Outcome.Failed(
            "not run, because " + input.kind() + " " + input.title() + " failed");
    return new Outcome.Waiting("not done yet: " + first(stage, before));
  }

  /** The first stage on the way to {@code stage} that is missing. */
  private static String first(Stage stage, Map<Stage, Outcome> before) {
    for (Stage input : stage.inputs())
      if (before.get(input) instanceof Outcome.Waiting) return first(input, before);
    return stage.kind() + " " + stage.title();
  }

  /** Of all stages, each after its inputs. */
  Map<Stage, Outcome> outcomes() {
    return outcomes;
  }

  /**
   * For the terminal.
   *
   * @param running titles of the stages that run now, such as {@code train search: full}
   */
  public List<String> lines(Set<String> running) {
    List<String> lines = new ArrayList<>();
    long done = count(Outcome.Finished.class);
    long failed = count(Outcome.Failed.class);
    long lost = count(Outcome.Diverged.class);
    long active = outcomes.keySet().stream().filter(s -> running.contains(name(s))).count();
    lines.add(
        "stages: %,d done, %,d running, %,d failed, %,d pending"
                .formatted(done, active, failed, outcomes.size() - done - failed - lost - active)
            + diverged(lost));
    List<String> rows = new ArrayList<>();
    long finished = 0;
    for (Row row : plan.rows()) {
      List<Stage> stages =
          Agenda.order(row.evaluations()).stream()
              .filter(s -> !(outcomes.get(s) instanceof Outcome.Diverged))
              .toList();
      String state = state(row, stages, running);
      if (state.equals("done")) finished++;
      rows.add(
          "  %-8s  %2d of %2d stages  %s, %s %s"
              .formatted(
                  state,
                  stages.stream().filter(s -> outcomes.get(s) instanceof Outcome.Finished).count(),
                  stages.size(),
                  row.arm(),
                  row.task().name(),
                  row.split()));
    }
    lines.add("cells: %,d of %,d have their numbers".formatted(finished, plan.rows().size()));
    lines.addAll(rows.subList(0, Math.min(MOST_ROWS, rows.size())));
    if (rows.size() > MOST_ROWS) lines.add("  and %,d more".formatted(rows.size() - MOST_ROWS));
    outcomes.forEach(
        (stage, outcome) -> {
          if (outcome instanceof Outcome.Failed(var reason))
            lines.add("failed: " + name(stage) + ": " + reason);
          else if (outcome instanceof Outcome.Diverged(var what, var took) && took.isPresent())
            lines.add(what.reason());
        });
    if (done + lost < outcomes.size()) lines.add(left());
    return lines;
  }

  /** Trainings that diverged, and what would have been made of them. */
  private String diverged(long lost) {
    if (lost == 0) return "";
    long own =
        outcomes.values().stream()
            .filter(o -> o instanceof Outcome.Diverged(_, var took) && took.isPresent())
            .count();
    return ", %,d diverged, %,d not made for it".formatted(own, lost - own);
  }

  private String left() {
    var rates = Rates.of(store);
    double seconds =
        outcomes.entrySet().stream()
            .filter(e -> e.getValue() instanceof Outcome.Waiting)
            .mapToDouble(e -> rates.seconds(e.getKey()))
            .sum();
    return "time: about %s for what is not done, %s"
        .formatted(PlanSummary.time(seconds), rates.basis());
  }

  private String state(Row row, List<Stage> stages, Set<String> running) {
    if (row.evaluations().stream().map(outcomes::get).anyMatch(Outcome.Diverged.class::isInstance))
      return "failed";
    if (stages.stream().anyMatch(s -> outcomes.get(s) instanceof Outcome.Failed)) return "failed";
    if (stages.stream().allMatch(s -> outcomes.get(s) instanceof Outcome.Finished)) return "done";
    return stages.stream().anyMatch(s -> running.contains(name(s))) ? "running" : "pending";
  }

  private long count(Class<? extends Outcome> kind) {
    return outcomes.values().stream().filter(kind::isInstance).count();
  }

  /** As a run names it while it works. */
  private static String name(Stage stage) {
    return stage.kind() + " " + stage.title();
  }
}
