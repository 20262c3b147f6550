package org.denselab.report.chart;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.DoubleFunction;

/** Horizontal bars, one panel a slice, with a dashed line through each baseline's value. */
public final class BarChart {
  private static final double ROW = 25;
  private static final double BAR = 15;
  private static final double GAP = 30;
  private static final double VALUE = 34;
  private static final int PANELS_ABREAST = 3;

  private final String metric;
  private final List<String> arms;
  private final List<String> baselines;
  private final DoubleFunction<String> format;

  /**
   * One slice.
   *
   * @param note beside its name, such as the number of queries
   * @param values by arm; an arm without one has no bar
   */
  public record Panel(String name, String note, Map<String, Double> values) {
    double best() {
      return values.values().stream().mapToDouble(v -> v).max().orElse(0);
    }
  }

  /**
   * @param baselines the arms that others are compared with
   * @param format prints a value
   */
  public BarChart(
      String metric, List<String> arms, List<String> baselines, DoubleFunction<String> format) {
    this.metric = metric;
    this.arms = List.copyOf(arms);
    this.baselines = baselines.stream().filter(arms::contains).toList();
    this.format = format;
  }

  public Chart draw(String title, List<Panel> panels) {
    double labels = Math.min(200, arms.stream().mapToDouble(Svg::width).max().orElse(0) + 14);
    int abreast = Math.min(PANELS_ABREAST, panels.size());
    double width = (Svg.WIDTH - labels - GAP * (abreast - 1)) / abreast - VALUE;
    double head = 24 + 14 * baselines.size();
    double height = head + ROW * arms.size() + 28;
    int strips = (panels.size() + abreast - 1) / abreast;
    String description = describe(panels);
    Svg svg = Svg.drawing(title, description, height * strips);
    double low =
        panels.stream()
            .flatMap(p -> p.values().values().stream())
            .mapToDouble(v -> v)
            .min()
            .orElse(0);
    double high = panels.stream().mapToDouble(Panel::best).max().orElse(1);
    for (int i = 0; i < panels.size(); i++) {
      double left = labels + (i % abreast) * (width + VALUE + GAP);
      Scale x =
          Scale.round(
              Math.min(0, low), Math.max(high, 1e-3), left, left + width, abreast > 1 ? 3 : 6);
      svg.open("g", "transform", "translate(0 " + Svg.number(height * (i / abreast)) + ")");
      panel(svg, panels.get(i), x, head, i % abreast == 0);
      svg.close();
    }
    return new Chart(title, description, svg.finish());
  }

  private void panel(Svg svg, Panel panel, Scale x, double head, boolean labelled) {
    double bottom = head + ROW * arms.size();
    svg.text(x.from(), 13, "start", panel.name(), "font-weight", 600);
    svg.text(x.from() + Svg.width(panel.name()) + 12, 13, "start", panel.note(), "opacity", ".65");
    for (double tick : x.ticks()) {
      svg.line(
          x.at(tick),
          head,
          x.at(tick),
          bottom,
          "stroke",
          Svg.INK,
          "stroke-opacity",
          tick == 0 ? ".5" : ".12");
      svg.text(x.at(tick), bottom + 16, "middle", x.label(tick), "font-size", 11, "opacity", ".65");
    }
    for (int i = 0; i < arms.size(); i++) {
      double y = head + ROW * i + (ROW - BAR) / 2;
      if (labelled) svg.text(x.from() - 8, y + 12, "end", Svg.fit(arms.get(i), x.from() - 8));
      Double value = panel.values().get(arms.get(i));
      if (value != null) bar(svg, arms.get(i), value, panel.best(), x, y);
    }
    for (int i = 0; i < baselines.size(); i++) {
      Double value = panel.values().get(baselines.get(i));
      if (value == null) continue;
      double at = x.at(value);
      svg.line(
          at,
          24 + 14 * i,
          at,
          bottom,
          "stroke",
          Svg.INK,
          "stroke-width",
          1,
          "stroke-dasharray",
          "3 3",
          "stroke-opacity",
          ".6");
      boolean right = at > (x.from() + x.to()) / 2;
      svg.text(
          at + (right ? -4 : 4),
          33 + 14 * i,
          right ? "end" : "start",
          Svg.fit(baselines.get(i), (x.to() - x.from()) / 2),
          "font-size",
          11,
          "opacity",
          ".75");
    }
  }

  private void bar(Svg svg, String arm, double value, double best, Scale x, double y) {
    double zero = x.at(0);
    double end = x.at(value);
    svg.open(
        "rect",
        "x",
        Math.min(zero, end),
        "y",
        y,
        "width",
        Math.max(1, Math.abs(end - zero)),
        "height",
        BAR,
        "rx",
        1.5,
        "fill",
        baselines.contains(arm) ? Svg.QUIET : Svg.ACCENT,
        "fill-opacity",
        value == best || baselines.contains(arm) ? "1" : ".72");
    svg.open("title").words(arm + ": " + format.apply(value) + " " + metric).close().close();
    svg.text(
        Math.max(zero, end) + 5,
        y + 12,
        "start",
        format.apply(value),
        "font-weight",
        value == best ? 700 : 400);
  }

  private String describe(List<Panel> panels) {
    var all = new StringJoiner(" ");
    for (Panel panel : panels) {
      var values = new StringJoiner(", ", metric + ", " + panel.name() + ": ", ".");
      for (String arm : arms)
        if (panel.values().containsKey(arm))
          values.add(arm + " " + format.apply(panel.values().get(arm)));
      all.add(values.toString());
    }
    return all.toString();
  }
}
