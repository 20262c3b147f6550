package org.denselab.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Rows of all cells without the repeats: an axis that makes no difference to a retriever, such as
 * the tuning to BM25, is no part of its rows.
 */
final class RowMerge {
  /** The setting that names a model of an earlier run; it is never left out. */
  static final String CHECKPOINT = "checkpoint";

  private RowMerge() {}

  static List<Row> merge(List<Row> rows) {
    Map<String, List<Row>> groups = new LinkedHashMap<>();
    for (Row row : rows)
      groups
          .computeIfAbsent(
              row.task().name() + "/" + row.split() + "/" + row.retriever(), _ -> new ArrayList<>())
          .add(row);
    List<Row> merged = new ArrayList<>();
    for (List<Row> group : groups.values())
      merged.addAll(
          reduce(group, axesThatMatter(group))
              .or(() -> reduce(group, group.getFirst().settings().keySet()))
              .orElseThrow(() -> new IllegalStateException("two cells have equal axes")));
    return List.copyOf(merged);
  }

  /** The rows by these axes only; empty where that would make two different rows one. */
  private static Optional<List<Row>> reduce(List<Row> group, Set<String> axes) {
    Map<String, Row> reduced = new LinkedHashMap<>();
    for (Row row : group) {
      Row kept = row.keeping(axes);
      Row before = reduced.putIfAbsent(kept.arm(), kept);
      if (before != null && !before.evaluations().equals(row.evaluations()))
        return Optional.empty();
    }
    return Optional.of(once(List.copyOf(reduced.values())));
  }

  /**
   * One model under several settings, such as an untuned one under every loss, is one row, by what
   * these have in common.
   */
  private static List<Row> once(List<Row> rows) {
    Map<List<Object>, Row> merged = new LinkedHashMap<>();
    for (Row row : rows) {
      String checkpoint = row.settings().getOrDefault(CHECKPOINT, "");
      merged.merge(List.of(row.evaluations(), checkpoint), row, RowMerge::common);
    }
    long arms = merged.values().stream().map(Row::arm).distinct().count();
    return arms == merged.size() ? List.copyOf(merged.values()) : rows;
  }

  private static Row common(Row a, Row b) {
    Set<String> same = new LinkedHashSet<>(a.settings().keySet());
    same.removeAll(differing(a, b));
    return a.keeping(same);
  }

  /** Axes along which some pair of rows, equal otherwise, has different evaluations. */
  private static Set<String> axesThatMatter(List<Row> group) {
    Set<String> axes = new LinkedHashSet<>();
    axes.add(CHECKPOINT);
    for (Row a : group)
      for (Row b : group)
        if (!a.evaluations().equals(b.evaluations()) && differing(a, b).size() == 1)
          axes.addAll(differing(a, b));
    return axes;
  }

  private static Set<String> differing(Row a, Row b) {
    Set<String> differing = new LinkedHashSet<>();
    for (String axis : a.settings().keySet())
      if (!a.settings().get(axis).equals(b.settings().get(axis))) differing.add(axis);
    return differing;
  }
}
