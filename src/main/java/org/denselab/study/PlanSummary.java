package org.denselab.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.denselab.dsl.StudyCell;

/** A plan as lines for the terminal: stages, what is there already, parameters, memory, time. */
public final class PlanSummary {
  private static final double MIB = 1 << 20;

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
    lines.add("");
    double left = 0;
    long peak = 0;
    for (Stage stage : plan.stages()) {
      boolean done = store.done(stage).isPresent();
      if (!done) {
        left += stage.estimate().seconds();
        peak = Math.max(peak, stage.estimate().bytes());
      }
      lines.add(
          "  %-10s  %-8s  %8s  %s"
              .formatted(
                  stage.kind(),
                  done ? "cached" : "to do",
                  done ? "" : time(stage.estimate().seconds()),
                  stage.title()));
    }
    lines.add("");
    lines.addAll(parameters(plan));
    lines.add(
        "memory: about %s native at most beside the heap; the budget is %s"
            .formatted(size(peak), budget()));
    lines.add("time: about %s on two cores for what is to do".formatted(time(left)));
    lines.addAll(new SmallestDifferences(plan, store).lines());
    lines.addAll(plan.notes());
    return lines;
  }

  private static Set<String> parameters(StudyPlan plan) {
    Set<String> lines = new LinkedHashSet<>();
    for (StudyCell cell : plan.study().cells())
      new CellCost(cell).parameters().ifPresent(line -> lines.add("parameters: " + line));
    return lines;
  }

  private static String budget() {
    long total = Long.getLong("denselab.memory.total", 0);
    if (total == 0) return "not set: start through Maven";
    return "%s (heap %s, ND4J %s, arena %s)"
        .formatted(
            size(total),
            size(Long.getLong("denselab.memory.heap", 0)),
            size(Long.getLong("denselab.memory.nd4j", 0)),
            size(Long.getLong("denselab.memory.arena", 0)));
  }

  private static String size(long bytes) {
    double mib = bytes / MIB;
    return String.format(
        Locale.ROOT, mib < 1024 ? "%.0f MB" : "%.1f GB", mib < 1024 ? mib : mib / 1024);
  }

  private static String time(double seconds) {
    if (seconds < 1) return "< 1 s";
    return seconds < 90 ? Math.round(seconds) + " s" : Math.round(seconds / 60) + " min";
  }
}
