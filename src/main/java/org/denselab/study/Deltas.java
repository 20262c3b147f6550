package org.denselab.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.denselab.study.Comparisons.Made;
import org.denselab.study.result.Evidence;
import org.denselab.study.result.Exhibit;
import org.denselab.study.result.Exhibit.Entry;
import org.denselab.study.result.StudyResult.Comparison;
import org.denselab.study.result.Summary;

/**
 * The study's own difference by task and size: as a table, along the sizes, and whether it shrinks
 * with them. Shows what {@link Comparisons} and {@link Summaries} found, tests nothing.
 */
record Deltas(
    Pairing pairing, List<Made> made, List<Summary> summaries, Sizes sizes, Transfer transfer) {
  static final String SECTION = "Differences";
  private static final String MEAN = "mean";

  /** None for a study that is about no difference. */
  static List<Exhibit> of(Pairing pairing, List<Made> made, List<Summary> summaries) {
    var transfer = Transfer.among(made.stream().map(Made::row));
    var deltas = new Deltas(pairing, made, summaries, Sizes.of(pairing, made), transfer);
    List<Exhibit> exhibits = new ArrayList<>();
    for (List<Made> group : deltas.groups()) {
      exhibits.add(deltas.grid(group));
      exhibits.add(deltas.table(group));
      exhibits.addAll(deltas.lines(group));
    }
    exhibits.addAll(SlopeClaims.of(summaries));
    return exhibits;
  }

  /**
   * Whole tables' differences by split, and by what an arm is beside its size where sizes differ.
   */
  private List<List<Made>> groups() {
    Map<String, List<Made>> groups = new LinkedHashMap<>();
    for (Made one : made)
      if (one.contest().arm().whole() && pairing.isDelta(one.row(), one.baseline()))
        groups
            .computeIfAbsent(
                one.comparison().split()
                    + (sizes.axes().isEmpty() ? "" : "/" + sizes.label(one.row())),
                _ -> new ArrayList<>())
            .add(one);
    return List.copyOf(groups.values());
  }

  private String title(List<Made> group) {
    List<String> arms = group.stream().map(one -> sizes.label(one.row())).distinct().toList();
    return "%s against %s, %s"
        .formatted(
            arms.size() == 1 ? arms.getFirst() : arms.size() + " arms",
            pairing.delta().orElseThrow().baseline(),
            group.getFirst().comparison().split());
  }

  /** What the rows of tables are. */
  private String what() {
    return sizes.axes().isEmpty() ? "arm" : "size";
  }

  /** As papers print it: a row a size, a column a task. */
  private Exhibit.Table grid(List<Made> group) {
    List<String> tasks = tasks(group);
    List<String> columns = new ArrayList<>(List.of(""));
    for (String task : tasks) columns.add(task + " (" + first(group, task).metric() + ")");
    List<String> means =
        kinds(group).stream()
            .filter(k -> bySize(group).values().stream().anyMatch(own -> mean(own, k).isPresent()))
            .toList();
    means.forEach(kind -> columns.add(MEAN + kind));
    List<List<Entry>> rows = new ArrayList<>();
    bySize(group)
        .forEach(
            (size, own) -> {
              List<Entry> row = new ArrayList<>(List.of(Entry.of(size)));
              for (String task : tasks)
                row.add(
                    own.stream()
                        .filter(one -> one.comparison().task().equals(task))
                        .findFirst()
                        .map(one -> Figure.difference(one.comparison().evidence()))
                        .orElse(Entry.of("")));
              for (String kind : means)
                row.add(
                    mean(own, kind).map(s -> Figure.difference(s.evidence())).orElse(Entry.of("")));
              rows.add(row);
            });
    return new Exhibit.Table(
        SECTION,
        "Difference by " + what() + " and task: " + title(group),
        "* holds or fails: the interval excludes 0 and p < %s after Holm's correction over the task's table, or over all means and slopes. The mean"
                .formatted(level(group))
            + " is over tasks that have a signal, each counting alike."
            + noSignal(group),
        columns,
        rows);
  }

  private Exhibit.Table table(List<Made> group) {
    List<List<Entry>> rows = new ArrayList<>();
    bySize(group)
        .forEach(
            (size, own) -> {
              for (Made one : own) {
                var c = one.comparison();
                rows.add(
                    row(
                        size,
                        c.task() + " (" + c.metric() + ")",
                        Figure.number(c.baselineValue(), "%.3f"),
                        Figure.number(c.value(), "%.3f"),
                        Figure.relative(c.delta(), c.baselineValue()),
                        c.evidence()));
              }
              for (String kind : kinds(own))
                mean(own, kind)
                    .ifPresent(
                        s ->
                            rows.add(
                                row(
                                    size,
                                    MEAN + " of " + s.tasks().size() + " tasks" + kind,
                                    Entry.of(""),
                                    Entry.of(""),
                                    Entry.of(""),
                                    s.evidence())));
            });
    return new Exhibit.Table(
        SECTION,
        "Tests of the difference: " + title(group),
        "Relative: the difference in per cent of the baseline. Intervals over seeds and queries, p"
            + " over queries averaged over seeds, Holm's correction over the task's table. A mean"
            + " is over tasks that have a signal."
            + noSignal(group),
        List.of(
            what(),
            "task",
            pairing.delta().orElseThrow().baseline(),
            "other",
            "difference",
            "relative",
            "interval",
            "p",
            "p, corrected",
            "verdict"),
        rows);
  }

  private static List<Entry> row(
      String size, String task, Entry baseline, Entry value, Entry relative, Evidence evidence) {
    return List.of(
        Entry.of(size),
        Entry.of(task),
        baseline,
        value,
        Figure.difference(evidence),
        relative,
        Entry.of(Figure.signed(evidence.low()) + " to " + Figure.signed(evidence.high())),
        Figure.number(evidence.p(), "%.4f"),
        Figure.number(evidence.pHolm(), "%.4f"),
        Entry.of(evidence.verdict()));
  }

  /** The difference along the sizes, a picture a family; none where there is one size. */
  private List<Exhibit> lines(List<Made> group) {
    List<Exhibit> lines = new ArrayList<>();
    Map<String, List<Made>> families = new LinkedHashMap<>();
    for (Made one : group)
      families.computeIfAbsent(one.row().family(), _ -> new ArrayList<>()).add(one);
    families.forEach(
        (family, own) -> {
          if (own.stream().mapToLong(one -> one.row().parameters()).distinct().count() < 2) return;
          List<Exhibit.Line> curves = new ArrayList<>();
          var caption =
              new StringBuilder("With intervals over seeds and queries; * holds or fails.");
          for (String task : tasks(own)) curves.add(line(task, points(own, task)));
          for (String kind : kinds(own)) {
            Map<Long, Evidence> means = new LinkedHashMap<>();
            Map<String, List<String>> over = new LinkedHashMap<>();
            bySize(own)
                .forEach(
                    (name, size) ->
                        mean(size, kind)
                            .ifPresent(
                                s -> {
                                  means.put(size.getFirst().row().parameters(), s.evidence());
                                  over.put(name, s.tasks());
                                }));
            if (over.values().stream().map(Set::copyOf).distinct().count() > 1)
              caption.append(unlike(MEAN + kind, over));
            else if (!means.isEmpty()) curves.add(line(MEAN + kind, means));
          }
          lines.add(
              new Exhibit.Lines(
                  SECTION,
                  "Difference by size, %s: %s".formatted(family, title(own)),
                  caption.toString(),
                  "non-embedding parameters",
                  "difference",
                  true,
                  curves));
        });
    return lines;
  }

  /** A line would show which tasks have a signal, not what size does. */
  private static String unlike(String mean, Map<String, List<String>> over) {
    return over.entrySet().stream()
        .map(size -> size.getKey() + ": " + String.join(", ", size.getValue()))
        .collect(
            Collectors.joining(
                "; ", " No line of the " + mean + ", as its tasks are not the same (", ")."));
  }

  private static Map<Long, Evidence> points(List<Made> own, String task) {
    Map<Long, Evidence> points = new LinkedHashMap<>();
    own.stream()
        .filter(one -> one.comparison().task().equals(task))
        .sorted(Comparator.comparingLong(one -> one.row().parameters()))
        .forEach(one -> points.put(one.row().parameters(), one.comparison().evidence()));
    return points;
  }

  private static Exhibit.Line line(String name, Map<Long, Evidence> points) {
    var all = points.values();
    return new Exhibit.Line(
        name,
        points.keySet().stream().map(Long::doubleValue).toList(),
        all.stream().map(Evidence::delta).toList(),
        all.stream().map(Evidence::low).toList(),
        all.stream().map(Evidence::high).toList(),
        all.stream().map(Figure::star).toList(),
        false);
  }

  private String noSignal(List<Made> group) {
    Map<String, String> all = new LinkedHashMap<>();
    List<String> without = new ArrayList<>();
    bySize(group)
        .forEach(
            (name, size) -> {
              Map<String, String> lacking = new Signal(made, pairing).lacking(size);
              lacking.forEach((task, why) -> all.put(name + " " + task, why));
              for (String kind : kinds(size))
                if (!lacking.isEmpty() && tasks(size).size() > 1 && mean(size, kind).isEmpty())
                  without.add(name + kind);
            });
    if (all.isEmpty()) return "";
    String told = " No signal: " + SlopeClaims.reasons(all) + ".";
    return without.isEmpty()
        ? told
        : told
            + " So fewer than two tasks are left and there is no mean: %s."
                .formatted(String.join(", ", without));
  }

  /** Those of the tasks in a group. */
  private List<String> kinds(List<Made> group) {
    return group.stream().map(one -> transfer.kind(one.row())).distinct().toList();
  }

  /** Of a size's tasks of a kind. */
  private Optional<Summary> mean(List<Made> size, String kind) {
    var c = size.getFirst().comparison();
    var tasks = tasks(size.stream().filter(one -> transfer.kind(one.row()).equals(kind)).toList());
    return summaries.stream()
        .filter(s -> s.kind() == Summary.Kind.MEAN)
        .filter(s -> s.arm().equals(c.cell()) && s.baseline().equals(c.baseline()))
        .filter(s -> s.split().equals(c.split()) && tasks.containsAll(s.tasks()))
        .findFirst();
  }

  private Map<String, List<Made>> bySize(List<Made> group) {
    Map<String, List<Made>> bySize = new LinkedHashMap<>();
    for (Made one : group)
      bySize.computeIfAbsent(sizes.name(one.row()), _ -> new ArrayList<>()).add(one);
    return bySize;
  }

  private static List<String> tasks(List<Made> group) {
    return group.stream().map(one -> one.comparison().task()).distinct().toList();
  }

  private static Comparison first(List<Made> group, String task) {
    return group.stream()
        .map(Made::comparison)
        .filter(c -> c.task().equals(task))
        .findFirst()
        .orElseThrow();
  }

  private static String level(List<Made> group) {
    var e = group.getFirst().comparison().evidence();
    return Figure.figure(1 - e.confidence(), "%.2f");
  }
}
