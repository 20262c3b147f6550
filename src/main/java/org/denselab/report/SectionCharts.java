package org.denselab.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.denselab.report.ResultTable.Row;
import org.denselab.report.chart.BarChart;
import org.denselab.report.chart.Chart;
import org.denselab.report.chart.LineChart;
import org.denselab.report.chart.LineChart.Over;

/** Draws the main metric of one task and split: lines over a sweep of numbers, and bars. */
final class SectionCharts {
  private static final int FEWEST_STEPS = 3;
  private static final int MOST_BARS = 24;
  private static final Pattern NUMBER =
      Pattern.compile("(\\d+(?:\\.\\d+)?(?:[eE]-?\\d+)?)([kKMGB]?)");

  private SectionCharts() {}

  /** {@code tables} are of one task and split, the whole first. */
  static List<Chart> of(List<ResultTable> tables) {
    ResultTable first = tables.getFirst();
    List<String> arms = first.rows().stream().filter(SectionCharts::drawn).map(Row::id).toList();
    List<Chart> charts = new ArrayList<>();
    if (arms.isEmpty()) return charts;
    String title = first.mainMetric() + " on " + first.task() + ", " + first.split();
    sweepAxis(first).ifPresent(axis -> charts.add(lines(title, first, axis)));
    if (!charts.isEmpty() && arms.size() > MOST_BARS) return charts;
    List<String> baselines = first.pairwise() ? List.of() : first.baselines();
    boolean few = arms.size() <= MOST_BARS;
    String some = few ? "" : ", the best " + MOST_BARS + " of " + arms.size() + " arms";
    List<BarChart.Panel> panels = tables.stream().map(SectionCharts::panel).toList();
    charts.add(
        new BarChart(first.mainMetric(), few ? arms : best(first), baselines, Figures::score)
            .draw(title + some, panels));
    return charts;
  }

  private static List<String> best(ResultTable table) {
    List<String> best =
        table.rows().stream()
            .filter(SectionCharts::drawn)
            .sorted(Comparator.comparingDouble(row -> -main(row)))
            .limit(MOST_BARS)
            .map(Row::id)
            .toList();
    return table.rows().stream().map(Row::id).filter(best::contains).toList();
  }

  private static BarChart.Panel panel(ResultTable table) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (Row row : table.rows()) if (drawn(row)) values.put(row.id(), main(row));
    String name = table.whole() ? "all queries" : table.slice();
    return new BarChart.Panel(name, "n = " + Figures.count(table.queries()), values);
  }

  /** The first axis that takes at least three numbers. */
  private static Optional<Integer> sweepAxis(ResultTable table) {
    for (int axis = 0; axis < table.axes().size(); axis++) {
      TreeMap<Double, String> steps = steps(table, axis);
      if (steps.size() >= FEWEST_STEPS && steps.firstKey() >= 0) return Optional.of(axis);
    }
    return Optional.empty();
  }

  /** The axis' values in numeric order; a value that is no number counts as minus infinity. */
  private static TreeMap<Double, String> steps(ResultTable table, int axis) {
    TreeMap<Double, String> steps = new TreeMap<>();
    for (Row row : table.rows()) {
      String setting = row.settings().get(axis);
      if (!setting.equals(ResultTable.UNTOUCHED)) steps.put(number(setting), setting);
    }
    return steps;
  }

  private static Chart lines(String title, ResultTable table, int axis) {
    List<String> steps = List.copyOf(steps(table, axis).values());
    Map<String, TreeMap<Integer, Double>> series = new LinkedHashMap<>();
    Map<String, TreeMap<Integer, Double>> level = new LinkedHashMap<>();
    for (Row row : table.rows()) {
      if (!drawn(row)) continue;
      int step = steps.indexOf(row.settings().get(axis));
      if (step >= 0)
        series.computeIfAbsent(name(row, axis), n -> new TreeMap<>()).put(step, main(row));
      else level.put(row.id(), new TreeMap<>(Map.of(0, main(row), steps.size() - 1, main(row))));
    }
    series.putAll(level);
    List<LineChart.Line> lines = new ArrayList<>();
    series.forEach(
        (name, points) -> {
          lines.add(line(name, points));
        });
    String axisName = table.axes().get(axis);
    return LineChart.draw(
        title + ", over " + axisName, Over.settings(axisName, steps), table.mainMetric(), lines);
  }

  private static LineChart.Line line(String name, TreeMap<Integer, Double> points) {
    double[] x = points.keySet().stream().mapToDouble(i -> i).toArray();
    double[] y = points.values().stream().mapToDouble(v -> v).toArray();
    return new LineChart.Line(name, x, y);
  }

  /** The retriever and the row's other settings. */
  private static String name(Row row, int axis) {
    List<String> parts = new ArrayList<>(List.of(row.retriever()));
    for (int i = 0; i < row.settings().size(); i++)
      if (i != axis && !row.settings().get(i).equals(ResultTable.UNTOUCHED))
        parts.add(row.settings().get(i));
    return String.join(" ", parts);
  }

  private static double number(String setting) {
    var matcher = NUMBER.matcher(setting.strip());
    if (!matcher.matches()) return Double.NEGATIVE_INFINITY;
    double unit =
        switch (matcher.group(2)) {
          case "k", "K" -> 1e3;
          case "M" -> 1e6;
          case "G", "B" -> 1e9;
          default -> 1;
        };
    return Double.parseDouble(matcher.group(1)) * unit;
  }

  private static boolean drawn(Row row) {
    return !row.failed() && !row.values().isEmpty() && Double.isFinite(main(row));
  }

  private static double main(Row row) {
    return row.values().getFirst().value();
  }
}
