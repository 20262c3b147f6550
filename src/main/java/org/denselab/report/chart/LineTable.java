package org.denselab.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.denselab.report.chart.LineChart.Line;

/** What lines show, in numbers. */
final class LineTable {
  private static final int MOST_ROWS = 40;

  private LineTable() {}

  /** Each line at the axis' settings, at its points, or where those are many at the ticks. */
  static ChartTable shown(LineChart.Over over, List<Line> lines, Axis axis) {
    List<String> columns = new ArrayList<>(List.of(over.label()));
    for (Line line : lines) columns.add(line.name());
    TreeSet<Double> points = new TreeSet<>();
    for (Line line : lines) for (double x : line.x()) points.add(x);
    boolean few = points.size() <= MOST_ROWS;
    List<List<String>> rows = new ArrayList<>();
    for (double at : few ? List.copyOf(points) : axis.ticks()) {
      List<String> row = new ArrayList<>(List.of(over.name(at, few, axis)));
      for (Line line : lines) row.add(value(line, at, few));
      rows.add(row);
    }
    return new ChartTable(columns, rows);
  }

  /** The value at a point, or the last one before. */
  private static String value(Line line, double at, boolean exactly) {
    int found = -1;
    for (int i = 0; i < line.points(); i++)
      if (line.x()[i] <= at && (!exactly || line.x()[i] == at)) found = i;
    if (found < 0) return "";
    String text = String.format(Locale.ROOT, "%.4g", line.y()[found]);
    if (line.banded())
      text += String.format(Locale.ROOT, " [%.4g, %.4g]", line.low()[found], line.high()[found]);
    return line.marks().isEmpty() ? text : (text + " " + line.marks().get(found)).strip();
  }

  /** A row for each point. */
  static ChartTable all(LineChart.Over over, String yLabel, List<Line> lines) {
    boolean banded = lines.stream().anyMatch(Line::banded);
    boolean marked = lines.stream().anyMatch(line -> !line.marks().isEmpty());
    List<String> columns = new ArrayList<>(List.of("line", over.label(), yLabel));
    if (banded) columns.addAll(List.of("low", "high"));
    if (marked) columns.add("mark");
    List<List<String>> rows = new ArrayList<>();
    for (Line line : lines)
      for (int i = 0; i < line.points(); i++) {
        List<String> row = new ArrayList<>();
        row.add(line.name());
        row.add(
            over.settings().isEmpty() ? full(line.x()[i]) : over.settings().get((int) line.x()[i]));
        row.add(full(line.y()[i]));
        if (banded) row.add(line.banded() ? full(line.low()[i]) : "");
        if (banded) row.add(line.banded() ? full(line.high()[i]) : "");
        if (marked) row.add(line.marks().isEmpty() ? "" : line.marks().get(i));
        rows.add(row);
      }
    return new ChartTable(columns, rows);
  }

  /** A number with all its digits; empty where there is none. */
  static String full(double value) {
    if (!Double.isFinite(value)) return "";
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
