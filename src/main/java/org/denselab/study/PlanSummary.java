package org.denselab.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.denselab.base.ByteCount;
import org.denselab.dsl.StudyCell;
import org.denselab.study.Store.Found;

/** A plan as lines for the terminal: stages, what is there already, parameters, memory, time. */
public final class PlanSummary {
  private PlanSummary() {}

  public static List<String> lines(StudyPlan plan, Store store) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(plan.study().name() + ": " + plan.study().question());
    lines.add(
        "%d cells, %d rows, %d stages; hash %s"
            .formatted(
                plan.study().cells().size(),
                plan.rows().size(),
                plan.stages().size(),
                plan.study().hash()));
    if (!plan.study().missing().isEmpty())
      lines.add(
          "not given: %s; planned with the counts of known data, its texts as long as they may be, and the numbers of presets, and cannot be run so"
              .formatted(
                  plan.study().missing().stream()
                      .map(name -> "settings." + name)
                      .collect(Collectors.joining(", "))));
    lines.add("");
    var rates = Rates.of(store);
    double left = 0;
    long peak = 0;
    long disk = 0;
    var inventory = Inventory.of(plan.stages(), store);
    for (Stage stage : plan.stages()) {
      double seconds = rates.seconds(stage);
      boolean todo = inventory.lacks(stage);
      if (todo) {
        left += seconds;
        peak = Math.max(peak, stage.estimate().bytes());
        disk += stage.estimate().disk();
      }
      lines.add(line(stage, inventory.found().get(stage), todo, seconds));
    }
    lines.add("");
    lines.addAll(parameters(plan));
    lines.addAll(new CellTable(plan, rates).lines());
    var budget = Budget.ofThisProcess();
    lines.add(
        "memory: about %s native at most, of %s (%s in all, %s of it heap)"
            .formatted(
                ByteCount.text(peak),
                ByteCount.text(Math.max(0, budget.nativeBytes())),
                ByteCount.text(budget.total()),
                ByteCount.text(budget.heap())));
    long free = Fit.free(store);
    lines.add(
        "disk: models and vectors of about %s, of %s free"
            .formatted(ByteCount.text(disk), ByteCount.text(free)));
    lines.add("time: about %s for what is to do; %s".formatted(time(left), rates.basis()));
    for (String problem : Fit.problems(plan, store, budget, free))
      lines.add("does not fit: " + problem);
    lines.addAll(new SmallestDifferences(plan, store).lines());
    lines.addAll(plan.notes());
    return lines;
  }

  private static Set<String> parameters(StudyPlan plan) {
    Set<String> lines = new LinkedHashSet<>();
    for (StudyCell cell : plan.study().cells())
      new CellTowers(cell).parameters().ifPresent(line -> lines.add("parameters: " + line));
    return lines;
  }

  private static String line(Stage stage, Found found, boolean todo, double seconds) {
    String state =
        switch (found) {
          case Found.Whole _ -> "cached";
          case Found.Absent _ -> "to do";
          case Found.Damaged _ -> "damaged";
          case Found.Diverged(_, var took) -> took.isPresent() ? "diverged" : "not made";
        };
    long bytes = stage.estimate().bytes();
    return "  %-10s  %-8s  %8s  %8s  %s"
        .formatted(
            stage.kind(),
            state,
            todo ? time(seconds) : "",
            todo && bytes > 0 ? ByteCount.text(bytes) : "",
            stage.title());
  }

  static String time(double seconds) {
    if (seconds < 1) return "< 1 s";
    if (seconds < 90) return Math.round(seconds) + " s";
    if (seconds < 2 * 3600) return Math.round(seconds / 60) + " min";
    return seconds < 72 * 3600
        ? Math.round(seconds / 3600) + " h"
        : "%,d days".formatted(Math.round(seconds / 86400));
  }
}
