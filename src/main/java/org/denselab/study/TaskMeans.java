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
 * @param rows those that every task has
 * @param without why the other tasks are in none, by their names
 */
record TaskMeans(String split, List<Scored> rows, Set<String> tasks, Map<String, String> without) {
  /** One a split; none of fewer than two tasks. */
  static List<TaskMeans> of(List<Arm> arms, Map<String, String> noSignal) {
    Map<String, Map<String, List<Arm>>> splits = new LinkedHashMap<>();
    Map<String, Set<String>> tasks = new LinkedHashMap<>();
    Map<String, String> without = new LinkedHashMap<>(noSignal);
    for (Arm arm : arms) {
      if (!arm.whole() || arm.seeds().isEmpty()) continue;
      String task = arm.cell().task();
      if (Scored.ofPairs(arm)) without.putIfAbsent(task, "a correlation");
      if (without.containsKey(task)) continue;
      splits
          .computeIfAbsent(arm.cell().split(), _ -> new LinkedHashMap<>())
          .computeIfAbsent(arm.row().arm(), _ -> new ArrayList<>())
          .add(arm);
      tasks.computeIfAbsent(arm.cell().split(), _ -> new TreeSet<>()).add(task);
    }
    List<TaskMeans> means = new ArrayList<>();
    splits.forEach(
        (split, rows) -> {
          Set<String> all = tasks.get(split);
          List<Scored> whole =
              rows.values().stream()
                  .filter(row -> row.size() == all.size())
                  .map(Scored::new)
                  .toList();
          if (all.size() > 1 && !whole.isEmpty())
            means.add(new TaskMeans(split, whole, all, without));
        });
    return means;
  }

  String where() {
    return "mean of %d tasks, %s".formatted(tasks.size(), split);
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
