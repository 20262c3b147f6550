package org.denselab.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import org.denselab.report.chart.Chart;
import org.denselab.report.chart.LineChart;
import org.denselab.report.chart.ShiftChart;
import org.denselab.study.result.Exhibit.Claim;
import org.denselab.study.result.StudyResult;
import org.denselab.study.result.StudyResult.Cell;
import org.denselab.study.result.StudyResult.Comparison;
import org.denselab.study.result.StudyResult.Curve;
import org.denselab.study.result.StudyResult.StageRun;

/** A study's result in the order in which it is read; pages are templates over it. */
public record ReportView(
    StudyResult result,
    Answer answer,
    List<Section> sections,
    List<Tested> comparisons,
    List<Shifts> shifts,
    List<Chart> curves,
    List<Claim> claims,
    List<ExhibitGroup> exhibits,
    List<Failure> failures,
    double seconds,
    double slowest,
    long peakBytes) {

  /** The page stays under 2 MB: comparisons past this have their queries in results.json alone. */
  private static final long MOST_SHIFT_CHARACTERS = 300_000;

  private static final int MOST_SHIFTS = 40;

  /** One task and split: its tables, the whole first, and a chart of the main metric. */
  public record Section(String task, String split, List<ResultTable> tables, List<Chart> charts) {}

  /** An arm that failed with one error, and the tasks, splits and slices where it is missing. */
  public record Failure(String id, String error, List<String> missing) {}

  /** A comparison with what its test says. */
  public record Tested(Comparison comparison, Verdict verdict, String mark) {}

  /** The queries that a comparison moved most, and a chart of all where they are known. */
  public record Shifts(Comparison comparison, Verdict verdict, List<Chart> charts) {}

  public static ReportView of(StudyResult result) {
    List<ResultTable> tables = new TableMaker(result).tables();
    List<Tested> tested =
        result.comparisons().stream()
            .map(c -> new Tested(c, Verdict.of(c), Verdict.mark(c.evidence())))
            .toList();
    return new ReportView(
        result,
        Answer.of(result, tables),
        sections(tables),
        tested,
        shifts(result),
        curves(result.curves()),
        result.exhibits().stream().filter(Claim.class::isInstance).map(Claim.class::cast).toList(),
        ExhibitGroup.of(result.exhibits()),
        failures(result.cells()),
        result.stages().stream().mapToDouble(StageRun::seconds).sum(),
        result.stages().stream().mapToDouble(StageRun::seconds).max().orElse(0),
        result.stages().stream().mapToLong(StageRun::peakBytes).max().orElse(0));
  }

  /** Whether some data is generated while the title does not say so. */
  public boolean unlabelled() {
    return result.data().stream().anyMatch(StudyResult.DataCard::synthetic)
        && !result.title().toLowerCase(Locale.ROOT).contains("synthetic");
  }

  /** What the marks of differences are; empty without comparisons. */
  public String legend() {
    return comparisons.isEmpty()
        ? ""
        : Verdict.legend(comparisons.getFirst().comparison().evidence());
  }

  private static List<Failure> failures(List<Cell> cells) {
    Map<List<String>, List<String>> groups = new LinkedHashMap<>();
    for (Cell cell : cells) {
      if (!TableMaker.failed(cell)) continue;
      var where = new StringJoiner(", ");
      for (String part : List.of(cell.task(), cell.split(), cell.slice()))
        if (!part.isEmpty()) where.add(part);
      groups
          .computeIfAbsent(List.of(cell.id(), cell.error()), k -> new ArrayList<>())
          .add(where.toString());
    }
    List<Failure> failures = new ArrayList<>();
    groups.forEach((key, where) -> failures.add(new Failure(key.get(0), key.get(1), where)));
    return failures;
  }

  /** How many comparisons moved queries that are known by name. */
  public long moved() {
    return result.comparisons().stream()
        .filter(c -> !c.gained().isEmpty() || !c.lost().isEmpty())
        .count();
  }

  private static List<Section> sections(List<ResultTable> tables) {
    Map<List<String>, List<ResultTable>> groups = new LinkedHashMap<>();
    for (ResultTable table : tables)
      groups
          .computeIfAbsent(List.of(table.task(), table.split()), k -> new ArrayList<>())
          .add(table);
    List<Section> sections = new ArrayList<>();
    groups.forEach(
        (key, group) ->
            sections.add(new Section(key.get(0), key.get(1), group, SectionCharts.of(group))));
    return sections;
  }

  private static List<Shifts> shifts(StudyResult result) {
    List<Shifts> shifts = new ArrayList<>();
    long budget = MOST_SHIFT_CHARACTERS;
    for (Comparison c : result.comparisons()) {
      if (c.gained().isEmpty() && c.lost().isEmpty()) continue;
      List<Chart> charts = shiftChart(result, c);
      budget -= ShiftTexts.characters(c);
      for (Chart chart : charts) budget -= chart.svg().length();
      if (budget < 0 || shifts.size() == MOST_SHIFTS) break;
      shifts.add(new Shifts(ShiftTexts.cut(c), Verdict.of(c), charts));
    }
    return shifts;
  }

  private static List<Chart> shiftChart(StudyResult result, Comparison c) {
    Map<String, Double> after = perQuery(result, c, c.cell());
    Map<String, Double> before = perQuery(result, c, c.baseline());
    List<ShiftChart.Shift> all =
        after.entrySet().stream()
            .filter(e -> before.containsKey(e.getKey()))
            .map(e -> new ShiftChart.Shift(e.getKey(), e.getValue() - before.get(e.getKey())))
            .toList();
    if (all.isEmpty()) return List.of();
    String title = "Change of each query, " + c.cell() + " against " + c.baseline() + where(c);
    return List.of(ShiftChart.draw(title, c.metric(), all));
  }

  private static String where(Comparison c) {
    return ", " + c.task() + (c.slice().equals(ResultTable.ALL) ? "" : ", " + c.slice());
  }

  private static Map<String, Double> perQuery(StudyResult result, Comparison c, String id) {
    return result.cells().stream()
        .filter(cell -> cell.id().equals(id) && cell.task().equals(c.task()))
        .filter(cell -> cell.split().equals(c.split()) && cell.slice().equals(c.slice()))
        .map(cell -> cell.perQuery().get(c.metric()))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(Map.of());
  }

  private static List<Chart> curves(List<Curve> curves) {
    Map<List<String>, List<LineChart.Line>> groups = new LinkedHashMap<>();
    for (Curve curve : curves)
      groups
          .computeIfAbsent(List.of(curve.xLabel(), curve.yLabel()), k -> new ArrayList<>())
          .add(new LineChart.Line(curve.name(), curve.x(), curve.y()));
    List<Chart> charts = new ArrayList<>();
    groups.forEach(
        (labels, lines) ->
            charts.add(
                LineChart.draw(
                    labels.get(1) + " over " + labels.get(0),
                    LineChart.Over.measure(labels.get(0)),
                    labels.get(1),
                    lines)));
    return charts;
  }
}
