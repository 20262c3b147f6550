package org.denselab.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.denselab.report.ReportView.Tested;
import org.denselab.report.chart.Chart;
import org.denselab.report.chart.IntervalChart;
import org.denselab.study.result.StudyResult.Comparison;

/** Draws differences with their intervals: a chart for each task and metric, all queries first. */
final class ClaimCharts {
  private static final int MOST_ROWS = 30;
  private static final int MOST_CHARTS = 8;

  private ClaimCharts() {}

  static List<Chart> of(List<Tested> tested) {
    Map<List<String>, List<Tested>> groups = new LinkedHashMap<>();
    for (Tested one : tested) {
      Comparison c = one.comparison();
      if (Double.isFinite(c.evidence().low()) && Double.isFinite(c.evidence().high()))
        groups
            .computeIfAbsent(List.of(c.metric(), c.task(), c.split()), _ -> new ArrayList<>())
            .add(one);
    }
    List<Chart> charts = new ArrayList<>();
    for (var group : groups.entrySet()) {
      if (charts.size() == MOST_CHARTS) break;
      String metric = group.getKey().get(0);
      String title =
          "Differences of " + metric + ", " + String.join(", ", group.getKey().subList(1, 3));
      List<IntervalChart.Interval> intervals =
          group.getValue().stream().limit(MOST_ROWS).map(ClaimCharts::interval).toList();
      int all = group.getValue().size();
      String some = all > MOST_ROWS ? " (the first " + MOST_ROWS + " of " + all + ")" : "";
      charts.add(IntervalChart.draw(title + some, metric, intervals));
    }
    return charts;
  }

  private static IntervalChart.Interval interval(Tested tested) {
    Comparison c = tested.comparison();
    String slice = c.slice().equals(ResultTable.ALL) ? "" : ", " + c.slice();
    int sign =
        switch (tested.verdict()) {
          case HOLDS -> 1;
          case FAILS -> -1;
          case UNDECIDED -> 0;
        };
    return new IntervalChart.Interval(
        c.cell(), c.baseline() + slice, c.evidence().low(), c.delta(), c.evidence().high(), sign);
  }
}
