package org.denselab.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Rows on the mean of a split's tasks: of those that have a signal at every size, as the study's
 * differences have it, so that all points are of the same tasks. Scored pairs are in none: rankings
 * and correlations have no common mean.
 *
 * @param kind of the tasks, if there are several, and the split
 * @param rows those that every task has
 * @param without why the other tasks are in none, by their names
 */
record TaskMeans(String kind, List<Scored> rows, Set<String> tasks, Map<String, String> without) {
  /** One a split and kind of task; none of fewer than two tasks. */
  static List<TaskMeans> of(List<Arm> arms, Map<String, String> noSignal) {
    var transfer = Transfer.among(arms.stream().map(Arm::row));
    Map<String, Map<String, List<Arm>>> kinds = new LinkedHashMap<>();
    Map<String, Set<String>> tasks = new LinkedHashMap<>();
    Map<String, String> without = new LinkedHashMap<>(noSignal);
    for (Arm arm : arms) {
      if (!arm.whole() || arm.seeds().isEmpty()) continue;
      String task = arm.cell().task();
      if (Scored.ofPairs(arm)) without.putIfAbsent(task, "a correlation");
      if (without.containsKey(task)) continue;
      String kind = transfer.kind(arm.row()) + ", " + arm.cell().split();
      kinds
          .computeIfAbsent(kind, _ -> new LinkedHashMap<>())
          .computeIfAbsent(arm.row().arm(), _ -> new ArrayList<>())
          .add(arm);
      tasks.computeIfAbsent(kind, _ -> new TreeSet<>()).add(task);
    }
    List<TaskMeans> means = new ArrayList<>();
    kinds.forEach(
        (kind, rows) -> {
          Set<String> all = tasks.get(kind);
          List<Scored> whole =
              rows.values().stream()
                  .filter(row -> row.size() == all.size())
                  .map(Scored::new)
                  .toList();
          if (all.size() > 1 && !whole.isEmpty())
            means.add(new TaskMeans(kind, whole, all, without));
        });
    return means;
  }

  String where() {
    return "mean of %d tasks%s".formatted(tasks.size(), kind);
  }

  String caption() {
    String out =
        without.entrySet().stream()
            .map(e -> "%s (%s)".formatted(e.getKey(), e.getValue()))
            .collect(Collectors.joining(", "));
    return " The mean is over %s, each counting alike%s."
        .formatted(String.join(", ", tasks), out.isEmpty() ? "" : "; without " + out);
  }
}
