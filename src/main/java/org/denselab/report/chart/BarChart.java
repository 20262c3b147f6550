package org.denselab.report.chart;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.DoubleFunction;

/** Horizontal bars, one panel a slice, with a dashed line through each baseline's value. */
public final class BarChart {
  private static final double HEAD = 24;
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
    double labels = Math.min(220, arms.stream().mapToDouble(Svg::width).max().orElse(0) + 14);
    int abreast = Math.min(PANELS_ABREAST, panels.size());
    double width = (Svg.WIDTH - labels - GAP * (abreast - 1)) / abreast - VALUE;
    double height = HEAD + ROW * arms.size() + 28;
    int strips = (panels.size() + abreast - 1) / abreast;
    String description = describe(panels);
    Svg svg = Svg.drawing(title, description, height * strips);
    DoubleSummaryStatistics values =
        panels.stream()
            .flatMap(p -> p.values().values().stream())
            .mapToDouble(v -> v)
            .summaryStatistics();
    for (int i = 0; i < panels.size(); i++) {
      double left = labels + (i % abreast) * (width + VALUE + GAP);
      Scale x =
          Scale.round(
              Math.min(0, values.getMin()), Math.max(1e-3, values.getMax()), left, left + width, 5);
      svg.open(
          "g", "transform", "translate(0 " + Svg.number(height * Math.floorDiv(i, abreast)) + ")");
      panel(svg, panels.get(i), x, i % abreast == 0);
      svg.close();
    }
    return new Chart(
        title, description, svg.finish(), table(panels, format), table(panels, LineTable::full));
  }

  private ChartTable table(List<Panel> panels, DoubleFunction<String> text) {
    List<String> columns = new ArrayList<>(List.of("arm"));
    for (Panel panel : panels) columns.add(panel.name());
    List<List<String>> rows = new ArrayList<>();
    for (String arm : arms) {
      List<String> row = new ArrayList<>(List.of(arm));
      for (Panel panel : panels)
        row.add(panel.values().containsKey(arm) ? text.apply(panel.values().get(arm)) : "");
      rows.add(row);
    }
    return new ChartTable(columns, rows);
  }

  private void panel(Svg svg, Panel panel, Scale x, boolean labelled) {
    double bottom = HEAD + ROW * arms.size();
    svg.open("text", "x", x.from(), "y", 13);
    svg.open("tspan", "font-weight", 600).words(panel.name()).close();
    svg.open("tspan", "dx", 8, "opacity", ".65").words(panel.note()).close().close();
    for (double tick : x.ticks()) {
      String opacity = tick == 0 ? ".5" : ".12";
      svg.line(x.at(tick), HEAD, x.at(tick), bottom, "stroke", Svg.INK, "stroke-opacity", opacity);
      svg.text(x.at(tick), bottom + 16, "middle", x.label(tick), "font-size", 11, "opacity", ".65");
    }
    for (String arm : arms) if (panel.values().containsKey(arm)) bar(svg, arm, panel, x);
    for (String baseline : baselines)
      if (panel.values().containsKey(baseline)) reference(svg, panel.values().get(baseline), x);
    for (String arm : arms) {
      double y = y(arm) + 12;
      if (labelled) svg.text(x.from() - 8, y, "end", Svg.fit(arm, x.from() - 8));
      Double value = panel.values().get(arm);
      if (value == null) continue;
      String weight = value == panel.best() ? "700" : "400";
      double right = Math.max(x.at(0), x.at(value)) + 5;
      svg.text(right, y, "start", format.apply(value), "font-weight", weight);
    }
  }

  private void bar(Svg svg, String arm, Panel panel, Scale x) {
    double value = panel.values().get(arm);
    boolean baseline = baselines.contains(arm);
    double left = Math.min(x.at(0), x.at(value));
    double length = Math.max(1, Math.abs(x.at(value) - x.at(0)));
    String opacity = baseline || value == panel.best() ? "1" : ".72";
    String colour = baseline ? Svg.QUIET : Svg.ACCENT;
    svg.open(
        "rect",
        "x",
        left,
        "y",
        y(arm),
        "width",
        length,
        "height",
        BAR,
        "rx",
        1.5,
        "fill",
        colour,
        "fill-opacity",
        opacity);
    svg.open("title").words(arm + ": " + format.apply(value) + " " + metric).close().close();
  }

  /** A baseline's value, to be compared with every bar. */
  private void reference(Svg svg, double value, Scale x) {
    double bottom = HEAD + ROW * arms.size();
    double at = x.at(value);
    svg.line(
        at,
        HEAD,
        at,
        bottom,
        "stroke",
        Svg.INK,
        "stroke-dasharray",
        "3 3",
        "stroke-opacity",
        ".55");
  }

  private double y(String arm) {
    return HEAD + ROW * arms.indexOf(arm) + (ROW - BAR) / 2;
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
