package org.denselab.dsl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.denselab.dsl.schema.Nearest;
import org.denselab.dsl.yaml.Position;
import org.denselab.dsl.yaml.Problems;

/** Makes one cell of those among which {@code select.over} chooses on dev. */
final class Rivals {
  private final Problems problems;

  Rivals(Problems problems) {
    this.problems = problems;
  }

  /** The cells that are evaluated, in the order of the first of each. */
  List<StudyCell> meet(List<StudyCell> cells) {
    Map<Map<String, String>, List<StudyCell>> groups = new LinkedHashMap<>();
    unswept(cells);
    for (StudyCell cell : cells) {
      List<String> over = over(cell);
      var axes = new LinkedHashMap<>(cell.axes());
      over.forEach(axes::remove);
      groups.computeIfAbsent(axes, _ -> new ArrayList<>()).add(cell);
    }
    List<StudyCell> met = new ArrayList<>();
    groups.forEach((axes, group) -> met.add(one(axes, group)));
    return met;
  }

  private static List<String> over(StudyCell cell) {
    return cell.study().select() instanceof Select.Best best ? best.over() : List.of();
  }

  private void unswept(List<StudyCell> cells) {
    Set<String> axes = new LinkedHashSet<>();
    for (StudyCell cell : cells) axes.addAll(cell.axes().keySet());
    Map<String, Position> unknown = new LinkedHashMap<>();
    for (StudyCell cell : cells)
      for (String path : over(cell))
        if (!axes.contains(path)) unknown.putIfAbsent(path, cell.position("select.over"));
    unknown.forEach(
        (path, at) ->
            problems.add(
                at, "select.over: " + path + " is not swept" + Nearest.hintOrAll(path, axes)));
  }

  private StudyCell one(Map<String, String> axes, List<StudyCell> group) {
    StudyCell first = group.getFirst();
    if (over(first).isEmpty()) return first;
    for (StudyCell other : group)
      if (!same(first.study(), other.study()))
        problems.add(
            first.position("select.over"),
            "select.over: %s and %s differ in more than train and tuning, or in train.checkpoints"
                .formatted(first.axes(), other.axes()));
    return first.among(axes, group.size() == 1 ? List.of() : group);
  }

  /** Whether two studies are the same but for how long and how strongly they train. */
  private static boolean same(Study one, Study other) {
    return one.with(other.tuning(), other.train(), one.evaluate()).equals(other)
        && one.train().checkpoints().equals(other.train().checkpoints());
  }
}
