package org.denselab.report;

import java.util.List;
import java.util.TreeSet;
import org.denselab.report.chart.Chart;
import org.denselab.report.chart.HeatGrid;
import org.denselab.report.chart.HeatMap;
import org.denselab.report.chart.LineChart;
import org.denselab.report.chart.LineChart.Over;
import org.denselab.report.chart.PointsChart;
import org.denselab.study.result.Exhibit;

/** Draws exhibits. */
final class ExhibitCharts {
  private static final int MOST_SETTINGS = 12;

  private ExhibitCharts() {}

  static Chart of(Exhibit.Lines exhibit) {
    Over over = over(exhibit);
    List<LineChart.Line> lines =
        exhibit.lines().stream().map(line -> line(line, over.settings())).toList();
    return LineChart.draw(exhibit.title(), over, exhibit.yLabel(), lines)
        .withCaption(exhibit.caption());
  }

  /** Zero has no order of magnitude: an axis with it counts its values, evenly apart. */
  private static Over over(Exhibit.Lines exhibit) {
    TreeSet<Double> values = new TreeSet<>();
    exhibit.lines().forEach(line -> values.addAll(line.x()));
    boolean counted =
        exhibit.logarithmic()
            && !values.isEmpty()
            && values.first() <= 0
            && values.size() <= MOST_SETTINGS;
    return counted
        ? Over.settings(exhibit.xLabel(), values.stream().map(ExhibitCharts::name).toList())
        : new Over(exhibit.xLabel(), List.of(), exhibit.logarithmic());
  }

  private static LineChart.Line line(Exhibit.Line line, List<String> settings) {
    double[] x =
        settings.isEmpty()
            ? array(line.x())
            : line.x().stream().mapToDouble(v -> settings.indexOf(name(v))).toArray();
    return new LineChart.Line(
        line.name(),
        x,
        array(line.y()),
        array(line.low()),
        array(line.high()),
        line.marks(),
        line.reference());
  }

  private static String name(double value) {
    return value == Math.rint(value) ? Figures.count((long) value) : Double.toString(value);
  }

  static Chart of(Exhibit.Grid grid) {
    return HeatMap.draw(
            grid.title(),
            new HeatGrid(
                grid.rowLabel(),
                grid.columnLabel(),
                grid.rows(),
                grid.columns(),
                grid.values(),
                grid.diverging(),
                ""))
        .withCaption(grid.caption());
  }

  static Chart of(Exhibit.Points points) {
    List<PointsChart.Cloud> clouds =
        points.clouds().stream()
            .map(c -> new PointsChart.Cloud(c.panel(), c.name(), array(c.x()), array(c.y())))
            .toList();
    return PointsChart.draw(points.title(), points.xLabel(), points.yLabel(), clouds)
        .withCaption(points.caption());
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(v -> v).toArray();
  }
}
