package org.denselab.report.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Names at the ends of lines, pushed apart so that none covers another. */
final class LineLabels {
  private static final double STEP = 14;

  private record Label(String name, int series, double wanted) {}

  private final List<Label> labels = new ArrayList<>();

  void add(String name, int series, double wanted) {
    if (Double.isFinite(wanted)) labels.add(new Label(name, series, wanted));
  }

  /** Writes them from {@code left} on, none below {@code bottom}. */
  void draw(Svg svg, double left, double bottom) {
    List<Label> ordered =
        labels.stream().sorted(Comparator.comparingDouble(Label::wanted)).toList();
    double[] at = ordered.stream().mapToDouble(Label::wanted).toArray();
    for (int i = 1; i < at.length; i++) at[i] = Math.max(at[i], at[i - 1] + STEP);
    double limit = bottom;
    for (int i = at.length - 1; i >= 0; i--) {
      at[i] = Math.min(at[i], limit);
      limit = at[i] - STEP;
    }
    for (int i = 0; i < at.length; i++)
      svg.text(
          left,
          at[i] + 4,
          "start",
          Svg.fit(ordered.get(i).name(), Svg.WIDTH - left),
          "fill",
          Svg.series(ordered.get(i).series()),
          "font-weight",
          600);
  }
}
