package org.denselab.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.denselab.report.ResultTable.Delta;
import org.denselab.report.ResultTable.Row;
import org.denselab.report.ResultTable.Value;
import org.denselab.study.result.StudyResult;
import org.denselab.study.result.StudyResult.Cell;
import org.denselab.study.result.StudyResult.Comparison;

/** Groups a study's cells into tables: by task, split and slice, in order of first appearance. */
final class TableMaker {
  private static final int MOST_BASELINE_COLUMNS = 3;

  private record Group(String task, String split, String slice) {}

  private final StudyResult result;

  TableMaker(StudyResult result) {
    this.result = result;
  }

  /** Tables with the whole before its slices; cells that failed before they had a task are left. */
  List<ResultTable> tables() {
    Map<Group, List<Cell>> groups = new LinkedHashMap<>();
    for (Cell cell : result.cells())
      if (!cell.task().isEmpty())
        groups
            .computeIfAbsent(
                new Group(cell.task(), cell.split(), cell.slice()), g -> new ArrayList<>())
            .add(cell);
    List<ResultTable> tables = new ArrayList<>();
    Set<Group> seen = new LinkedHashSet<>();
    for (Group group : groups.keySet()) {
      var whole = new Group(group.task(), group.split(), ResultTable.ALL);
      if (groups.containsKey(whole) && seen.add(whole)) tables.add(table(whole, groups.get(whole)));
      if (seen.add(group)) tables.add(table(group, groups.get(group)));
    }
    return tables;
  }

  private ResultTable table(Group group, List<Cell> cells) {
    List<String> metrics = metrics(group.task(), cells);
    List<Comparison> comparisons =
        result.comparisons().stream()
            .filter(c -> group.equals(new Group(c.task(), c.split(), c.slice())))
            .filter(c -> !metrics.isEmpty() && c.metric().equals(metrics.getFirst()))
            .toList();
    List<String> baselines = comparisons.stream().map(Comparison::baseline).distinct().toList();
    boolean pairwise = baselines.size() > MOST_BASELINE_COLUMNS;
    List<String> axes = axes(cells);
    List<Row> rows = new ArrayList<>();
    for (Cell cell : cells) {
      List<Comparison> own = comparisons.stream().filter(c -> c.cell().equals(cell.id())).toList();
      rows.add(
          new Row(
              cell.id(),
              cell.retriever(),
              axes.stream()
                  .map(a -> cell.settings().getOrDefault(a, ResultTable.UNTOUCHED))
                  .toList(),
              metrics.stream().map(m -> value(m, cell, cells)).toList(),
              pairwise ? List.of(first(own)) : baselines.stream().map(b -> to(b, own)).toList(),
              cell.queries(),
              failed(cell),
              cell.error()));
    }
    String averagedOver =
        cells.stream()
            .filter(c -> !failed(c))
            .map(Cell::averagedOver)
            .distinct()
            .collect(Collectors.joining("; "));
    return new ResultTable(
        group.task(),
        group.split(),
        group.slice(),
        metrics,
        axes,
        pairwise ? List.of("its baseline") : baselines,
        pairwise,
        rows,
        averagedOver);
  }

  /** The metric most compared leads; without comparisons the study's first. */
  private List<String> metrics(String task, List<Cell> cells) {
    Map<String, Integer> compared = new LinkedHashMap<>();
    for (Comparison c : result.comparisons())
      if (c.task().equals(task)) compared.merge(c.metric(), 1, Integer::sum);
    Set<String> metrics = new LinkedHashSet<>();
    Set<String> present = new LinkedHashSet<>();
    for (Cell cell : cells) present.addAll(cell.metrics().keySet());
    compared.entrySet().stream()
        .filter(e -> present.contains(e.getKey()))
        .max(Map.Entry.comparingByValue())
        .ifPresent(e -> metrics.add(e.getKey()));
    metrics.addAll(present);
    return List.copyOf(metrics);
  }

  private static List<String> axes(List<Cell> cells) {
    Set<String> axes = new LinkedHashSet<>();
    for (Cell cell : cells) axes.addAll(cell.settings().keySet());
    axes.removeIf(
        axis ->
            cells.stream()
                    .map(c -> c.settings().get(axis))
                    .filter(Objects::nonNull)
                    .collect(Collectors.toCollection(TreeSet::new))
                    .size()
                < 2);
    return List.copyOf(axes);
  }

  private static Value value(String metric, Cell cell, List<Cell> cells) {
    double value = cell.metrics().getOrDefault(metric, Double.NaN);
    double best =
        cells.stream()
            .mapToDouble(c -> c.metrics().getOrDefault(metric, Double.NaN))
            .filter(Double::isFinite)
            .max()
            .orElse(Double.NaN);
    return new Value(value, cells.size() > 1 && value == best);
  }

  private static Delta to(String baseline, List<Comparison> comparisons) {
    return first(comparisons.stream().filter(c -> c.baseline().equals(baseline)).toList());
  }

  private static Delta first(List<Comparison> comparisons) {
    if (comparisons.isEmpty()) return Delta.NONE;
    Comparison c = comparisons.getFirst();
    return new Delta(true, c.baseline(), c.delta(), c.pHolm(), Verdict.mark(c.evidence()));
  }

  static boolean failed(Cell cell) {
    return cell.state().equals("failed");
  }
}
