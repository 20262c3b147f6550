package org.denselab.report.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Clouds of points in panels side by side, all on one scale; told apart by colour and by shape. */
public final class PointsChart {
  private static final int PANELS_ABREAST = 3;
  private static final double GAP = 16;
  private static final double HEAD = 46;
  private static final double NAME = 20;
  private static final double MOST_SIDE = 430;
  private static final int MOST_POINTS = 9_000;
  private static final double MARGIN = 8;

  private final List<String> panels;
  private final List<String> names;
  private final List<Cloud> clouds;
  private final int stride;

  /** Points of one name in one panel; {@code x} and {@code y} have the same length. */
  public record Cloud(String panel, String name, double[] x, double[] y) {}

  private PointsChart(List<Cloud> clouds) {
    this.clouds = clouds;
    this.panels = clouds.stream().map(Cloud::panel).distinct().toList();
    this.names = clouds.stream().map(Cloud::name).distinct().toList();
    int points = clouds.stream().mapToInt(cloud -> cloud.x().length).sum();
    this.stride = Math.max(1, (points + MOST_POINTS - 1) / MOST_POINTS);
  }

  public static Chart draw(String title, String xLabel, String yLabel, List<Cloud> clouds) {
    return new PointsChart(clouds).draw(title, xLabel, yLabel);
  }

  private Chart draw(String title, String xLabel, String yLabel) {
    String note = stride == 1 ? "" : "One point of " + stride + " is drawn.";
    int abreast = Math.clamp(panels.size(), 1, PANELS_ABREAST);
    double side = Math.min(MOST_SIDE, (Svg.WIDTH - GAP * (abreast - 1)) / abreast);
    double strip = side + NAME + GAP;
    int strips = (panels.size() + abreast - 1) / abreast;
    String description =
        String.format(
            Locale.ROOT,
            "%d panels on one scale, %s by %s, of %s.",
            panels.size(),
            xLabel,
            yLabel,
            String.join(", ", names));
    Svg svg = Svg.drawing(title, description, HEAD + strip * strips);
    svg.text(0, 13, "start", xLabel + " by " + yLabel, "font-weight", 600);
    legend(svg);
    Scale x = scale(true, MARGIN, side - MARGIN);
    Scale y = scale(false, side - MARGIN, MARGIN);
    for (int p = 0; p < panels.size(); p++) {
      double left = (side + GAP) * (p % abreast);
      double top = HEAD + NAME + strip * Math.floorDiv(p, abreast);
      svg.open("g", "transform", "translate(" + Svg.number(left) + " " + Svg.number(top) + ")");
      svg.open(
              "rect",
              "x",
              0,
              "y",
              0,
              "width",
              side,
              "height",
              side,
              "fill",
              "none",
              "stroke",
              Svg.INK,
              "stroke-opacity",
              ".25")
          .close();
      svg.text(0, -6, "start", Svg.fit(panels.get(p), side), "font-weight", 600);
      for (Cloud cloud : clouds) if (cloud.panel().equals(panels.get(p))) points(svg, cloud, x, y);
      svg.close();
    }
    return new Chart(
        title, note, description, svg.finish(), table(xLabel, yLabel), all(xLabel, yLabel));
  }

  private void legend(Svg svg) {
    double at = 4;
    for (int i = 0; i < names.size(); i++) {
      shape(svg, i, mark(i, at, 30));
      String name = Svg.fit(names.get(i), 200);
      svg.text(at + 9, 34, "start", name);
      at += Svg.width(name) + 30;
    }
  }

  /** One scale for all panels, with as many units a length as the wider of both axes needs. */
  private Scale scale(boolean horizontal, double from, double to) {
    double[] ends = {ends(true)[0], ends(true)[1], ends(false)[0], ends(false)[1]};
    double span = Math.max(ends[1] - ends[0], ends[3] - ends[2]);
    double middle = horizontal ? (ends[0] + ends[1]) / 2 : (ends[2] + ends[3]) / 2;
    double half = span > 0 ? span / 2 : 1;
    return new Scale(middle - half, middle + half, from, to, half);
  }

  private double[] ends(boolean horizontal) {
    var all =
        clouds.stream()
            .flatMapToDouble(c -> Arrays.stream(horizontal ? c.x() : c.y()))
            .filter(Double::isFinite)
            .summaryStatistics();
    return all.getCount() == 0 ? new double[] {0, 1} : new double[] {all.getMin(), all.getMax()};
  }

  private void points(Svg svg, Cloud cloud, Scale x, Scale y) {
    int series = names.indexOf(cloud.name());
    var path = new StringBuilder();
    for (int i = 0; i < cloud.x().length; i += stride)
      if (Double.isFinite(cloud.x()[i]) && Double.isFinite(cloud.y()[i]))
        path.append(mark(series, x.at(cloud.x()[i]), y.at(cloud.y()[i])));
    if (!path.isEmpty()) shape(svg, series, path.toString());
  }

  /** A dot, a square, an upright cross, a diagonal one. */
  private static String mark(int series, double x, double y) {
    String at = "M" + Svg.number(x) + " " + Svg.number(y);
    return switch (series % 4) {
      case 0, 1 -> at + "h0";
      case 2 -> at + "m-2 0h4m-2-2v4";
      default -> at + "m-2-2l4 4m0-4l-4 4";
    };
  }

  private static void shape(Svg svg, int series, String path) {
    boolean dot = series % 4 < 2;
    svg.open(
            "path",
            "d",
            path,
            "fill",
            "none",
            "stroke",
            Svg.series(series),
            "stroke-width",
            dot ? 3.4 : 1.2,
            "stroke-opacity",
            ".65",
            "stroke-linecap",
            series % 4 == 1 ? "square" : "round")
        .close();
  }

  private ChartTable table(String xLabel, String yLabel) {
    List<List<String>> rows = new ArrayList<>();
    for (Cloud cloud : clouds)
      rows.add(
          List.of(
              cloud.panel() + ", " + cloud.name(),
              Integer.toString(cloud.x().length),
              mean(cloud.x()),
              deviation(cloud.x()),
              mean(cloud.y()),
              deviation(cloud.y())));
    return new ChartTable(
        List.of(
            "cloud",
            "points",
            xLabel + ", mean",
            xLabel + ", deviation",
            yLabel + ", mean",
            yLabel + ", deviation"),
        rows);
  }

  private static String mean(double[] values) {
    return String.format(Locale.ROOT, "%.3g", finite(values).average().orElse(Double.NaN));
  }

  private static String deviation(double[] values) {
    double mean = finite(values).average().orElse(Double.NaN);
    double square = finite(values).map(v -> (v - mean) * (v - mean)).average().orElse(Double.NaN);
    return String.format(Locale.ROOT, "%.3g", Math.sqrt(square));
  }

  private static DoubleStream finite(double[] values) {
    return DoubleStream.of(values).filter(Double::isFinite);
  }

  private ChartTable all(String xLabel, String yLabel) {
    List<List<String>> rows = new ArrayList<>();
    for (Cloud cloud : clouds)
      for (int i = 0; i < cloud.x().length; i++)
        rows.add(
            List.of(
                cloud.panel(),
                cloud.name(),
                LineTable.full(cloud.x()[i]),
                LineTable.full(cloud.y()[i])));
    return new ChartTable(List.of("panel", "cloud", xLabel, yLabel), rows);
  }
}
