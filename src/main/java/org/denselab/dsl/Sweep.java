package org.denselab.dsl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.denselab.dsl.schema.Nearest;
import org.denselab.dsl.schema.Paths;
import org.denselab.dsl.schema.Type;
import org.denselab.dsl.yaml.Node;
import org.denselab.dsl.yaml.Node.Entry;
import org.denselab.dsl.yaml.Node.Fields;
import org.denselab.dsl.yaml.Node.Items;
import org.denselab.dsl.yaml.Node.Leaf;
import org.denselab.dsl.yaml.Problems;
import org.denselab.dsl.yaml.Trees;
import org.denselab.dsl.yaml.YamlWriter;

/** The cells of a study: the product of its axes, without what is excluded. */
final class Sweep {
  private static final int MOST_CELLS = 1000;
  // what all cells share: tables, tests and the report are over all of them
  static final Set<String> SHARED = Set.of("study", "question", "seeds", "expect", "report");

  private final Type.Section schema;
  private final Fields tree;
  private final Problems problems;

  Sweep(Type.Section schema, Fields tree, Problems problems) {
    this.schema = schema;
    this.tree = tree;
    this.problems = problems;
  }

  /** The axes written under {@code sweep}, those with a problem left out. */
  List<Axis> axes() {
    List<Axis> axes = new ArrayList<>();
    Optional<Node> sweep = written(FileKey.SWEEP);
    if (sweep.isEmpty()) return axes;
    if (!(sweep.get() instanceof Fields map)) {
      problems.add(sweep.get().at(), "sweep must be a map of paths to lists of values");
      return axes;
    }
    map.entries().forEach((path, entry) -> axis(path, entry).ifPresent(axes::add));
    for (Axis axis : axes)
      for (Axis other : axes)
        if (axis.written().startsWith(other.written() + "."))
          problems.add(
              axis.entry().keyAt(),
              "sweep has " + axis.written() + " and " + other.written() + ", which holds it");
    return axes;
  }

  private Optional<Axis> axis(String path, Entry entry) {
    var parts = Paths.split(path);
    if (SHARED.contains(parts.getFirst())) {
      problems.add(entry.keyAt(), path + " cannot be swept: all cells share it");
      return Optional.empty();
    }
    Optional<String> wrong = new StudyPaths(schema, tree).problem(path);
    wrong.ifPresent(message -> problems.add(entry.keyAt(), "sweep of " + path + ": " + message));
    if (wrong.isEmpty()) checkBase(parts);
    if (!(entry.value() instanceof Items items)) {
      problems.add(
          entry.value().at(),
          "sweep of " + path + " must be a list of values, but is " + entry.value());
      return Optional.empty();
    }
    if (items.nodes().isEmpty()) {
      problems.add(items.at(), "sweep of " + path + " has no values");
      return Optional.empty();
    }
    var axis = Axis.of(path, entry, items.nodes());
    for (int i = 0; i < items.nodes().size(); i++)
      if (axis.labels().indexOf(axis.labels().get(i)) < i)
        problems.add(
            items.nodes().get(i).at(),
            "sweep of " + path + " has " + axis.labels().get(i) + " twice");
    return wrong.isPresent() ? Optional.empty() : Optional.of(axis);
  }

  /** No cell reads what a sweep replaces: it is looked at here. */
  private void checkBase(List<String> path) {
    Paths.misfit(schema, tree, path)
        .ifPresent(
            message -> {
              List<String> at = path;
              while (Trees.get(tree, at).isEmpty()) at = at.subList(0, at.size() - 1);
              problems.add(Trees.get(tree, at).get().at(), message + " (which is swept)");
            });
  }

  /** The cells. */
  List<Draft> cells(List<Axis> axes) {
    Optional<Node> cells = written(FileKey.CELLS);
    if (cells.isPresent()) return listed(cells.get());
    List<Map<String, String>> excluded = excluded(axes);
    long product = 1;
    for (Axis axis : axes) product = Math.min(MOST_CELLS + 1L, product * axis.values().size());
    if (product > MOST_CELLS) {
      problems.add(
          written(FileKey.SWEEP).orElseThrow().at(),
          "sweep has more than " + MOST_CELLS + " cells");
      return List.of();
    }
    List<Draft> drafts = List.of(Draft.ONLY);
    for (Axis axis : axes) drafts = times(drafts, axis);
    var kept =
        drafts.stream()
            .filter(
                draft ->
                    excluded.stream()
                        .noneMatch(e -> draft.axes().entrySet().containsAll(e.entrySet())))
            .toList();
    if (kept.isEmpty())
      problems.add(written(FileKey.EXCLUDE).orElseThrow().at(), "exclude leaves no cell");
    return kept;
  }

  private List<Draft> times(List<Draft> drafts, Axis axis) {
    List<Draft> product = new ArrayList<>();
    for (Draft draft : drafts)
      for (int i = 0; i < axis.values().size(); i++) {
        Map<String, String> labels = new LinkedHashMap<>(draft.axes());
        labels.put(axis.path(), axis.labels().get(i));
        List<Draft.Assignment> assignments = new ArrayList<>(draft.assignments());
        assignments.add(axis.assign(i, schema, tree));
        product.add(new Draft(labels, assignments));
      }
    return product;
  }

  private List<Map<String, String>> excluded(List<Axis> axes) {
    List<Map<String, String>> excluded = new ArrayList<>();
    Optional<Node> exclude = written(FileKey.EXCLUDE);
    if (exclude.isEmpty()) return excluded;
    if (!(exclude.get() instanceof Items items)) {
      problems.add(exclude.get().at(), "exclude must be a list of {path: value}");
      return excluded;
    }
    for (Node item : items.nodes()) {
      if (!(item instanceof Fields map) || map.entries().isEmpty()) {
        problems.add(item.at(), "an item of exclude must be {path: value}, but is " + item);
        continue;
      }
      Map<String, String> one = new LinkedHashMap<>();
      map.entries().forEach((path, entry) -> exclude(path, entry, axes, one));
      if (one.size() == map.entries().size()) excluded.add(one);
    }
    return excluded;
  }

  private void exclude(String path, Entry entry, List<Axis> axes, Map<String, String> one) {
    var paths = axes.stream().map(Axis::path).toList();
    if (!paths.contains(path)) {
      problems.add(
          entry.keyAt(), "exclude: " + path + " is not swept" + Nearest.hintOrAll(path, paths));
      return;
    }
    var labels = axes.get(paths.indexOf(path)).labels();
    String label = YamlWriter.line(entry.value());
    if (labels.contains(label)) one.put(path, label);
    else
      problems.add(
          entry.value().at(),
          "exclude: " + label + " is no value of " + path + Nearest.hintOrAll(label, labels));
  }

  /** Cells one by one, as a resolved study has them: {@code {axes: {path: value}, set: {…}}}. */
  private List<Draft> listed(Node cells) {
    List<Draft> drafts = new ArrayList<>();
    written(FileKey.SWEEP)
        .ifPresent(sweep -> problems.add(sweep.at(), "sweep cannot stand beside cells"));
    List<Node> items = cells instanceof Items list ? list.nodes() : List.of(cells);
    for (Node item : items) {
      Map<String, String> labels = new LinkedHashMap<>();
      if (item instanceof Fields map
          && map.entries().keySet().equals(Set.of("axes", "set"))
          && map.entries().get("axes").value() instanceof Fields axes
          && map.entries().get("set").value() instanceof Fields
          && axes.entries().values().stream().allMatch(e -> e.value() instanceof Leaf)) {
        axes.entries().forEach((path, e) -> labels.put(path, YamlWriter.line(e.value())));
        var set = map.entries().get("set");
        drafts.add(new Draft(labels, List.of(new Draft.Assignment(List.of(), set))));
      } else {
        problems.add(item.at(), "an item of cells must be {axes: {path: value}, set: {…}}");
      }
    }
    return drafts;
  }

  private Optional<Node> written(FileKey key) {
    return Optional.ofNullable(tree.entries().get(key.key())).map(Entry::value);
  }
}
