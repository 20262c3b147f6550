package org.denselab.report.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** Lines over a common axis, each named at its end, told apart by colour and by dashes. */
public final class LineChart {
  private static final double HEIGHT = 300;
  private static final double TOP = 26;
  private static final double BOTTOM = HEIGHT - 40;
  private static final double LEFT = 52;
  private static final double LABEL_STEP = 14;
  private static final int MOST_POINTS = 400;
  private static final int MOST_DOTS = 12;
  private static final int MOST_LINES = 12;
  private static final String[] DASHES = {"none", "7 3", "2 3", "9 3 2 3"};

  private LineChart() {}

  /** One line; {@code x} and {@code y} have the same length. */
  public record Line(String name, double[] x, double[] y) {}

  private record Label(String name, int series, double wanted) {}

  /** Over a measured axis, such as steps of training. */
  public static Chart draw(String title, String xLabel, String yLabel, List<Line> lines) {
    return draw(title, xLabel, List.of(), yLabel, lines);
  }

  /** Over settings in order and evenly apart: {@code x} counts {@code settings} from 0. */
  public static Chart draw(
      String name, String xLabel, List<String> settings, String yLabel, List<Line> all) {
    List<Line> lines = all.subList(0, Math.min(MOST_LINES, all.size()));
    String title =
        lines.size() == all.size()
            ? name
            : name + " (" + lines.size() + " of " + all.size() + " lines are drawn)";
    double widest = lines.stream().mapToDouble(l -> Svg.width(l.name())).max().orElse(0);
    double right = Svg.WIDTH - Math.min(220, 24 + widest);
    Scale x = Scale.tight(least(lines, Line::x), most(lines, Line::x), LEFT, right, 6);
    Scale y = Scale.round(least(lines, Line::y), most(lines, Line::y), BOTTOM, TOP, 5);
    String description = describe(xLabel, yLabel, lines);
    Svg svg = Svg.drawing(title, description, HEIGHT);
    svg.text(0, 13, "start", yLabel, "font-weight", 600);
    svg.text((LEFT + right) / 2, HEIGHT - 4, "middle", xLabel, "opacity", ".75");
    for (double tick : y.ticks()) {
      svg.line(LEFT, y.at(tick), right, y.at(tick), "stroke", Svg.INK, "stroke-opacity", ".12");
      tick(svg, LEFT - 8, y.at(tick) + 4, "end", y.label(tick));
    }
    if (settings.isEmpty())
      for (double tick : x.ticks()) tick(svg, x.at(tick), BOTTOM + 18, "middle", x.label(tick));
    for (int i = 0; i < settings.size(); i++)
      tick(svg, x.at(i), BOTTOM + 18, "middle", settings.get(i));
    List<Label> labels = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      double end = path(svg, lines.get(i), i, x, y);
      if (Double.isFinite(end)) labels.add(new Label(lines.get(i).name(), i, end));
    }
    names(svg, labels, right);
    return new Chart(title, description, svg.finish(), table(xLabel, settings, lines, x));
  }

  /** Each line at the axis' settings, or at its ticks the nearest point before. */
  private static ChartTable table(
      String xLabel, List<String> settings, List<Line> lines, Scale axis) {
    List<String> columns = new ArrayList<>(List.of(xLabel));
    for (Line line : lines) columns.add(line.name());
    List<List<String>> rows = new ArrayList<>();
    int steps = settings.isEmpty() ? axis.ticks().size() : settings.size();
    for (int i = 0; i < steps; i++) {
      double at = settings.isEmpty() ? axis.ticks().get(i) : i;
      List<String> row = new ArrayList<>();
      row.add(settings.isEmpty() ? axis.label(at) : settings.get(i));
      for (Line line : lines) row.add(value(line, at, !settings.isEmpty()));
      rows.add(row);
    }
    return new ChartTable(columns, rows);
  }

  private static String value(Line line, double at, boolean exactly) {
    int found = -1;
    for (int i = 0; i < Math.min(line.x().length, line.y().length); i++)
      if (line.x()[i] <= at && (!exactly || line.x()[i] == at)) found = i;
    return found < 0 ? "" : String.format(Locale.ROOT, "%.4g", line.y()[found]);
  }

  private static void tick(Svg svg, double x, double y, String anchor, String label) {
    svg.text(x, y, anchor, label, "font-size", 11, "opacity", ".65");
  }

  /** Draws one line and returns the height of its last point, NaN without points. */
  private static double path(Svg svg, Line line, int series, Scale x, Scale y) {
    var points = new StringJoiner(" ");
    double last = Double.NaN;
    int count = Math.min(line.x().length, line.y().length);
    int stride = Math.max(1, (count + MOST_POINTS - 1) / MOST_POINTS);
    for (int i = 0; i < count; i++) {
      boolean kept = i % stride == 0 || i == count - 1;
      if (!kept || !Double.isFinite(line.x()[i]) || !Double.isFinite(line.y()[i])) continue;
      last = y.at(line.y()[i]);
      double at = x.at(line.x()[i]);
      points.add(Svg.number(at) + "," + Svg.number(last));
      if (count <= MOST_DOTS)
        svg.open("circle", "cx", at, "cy", last, "r", 3, "fill", colour(series)).close();
    }
    svg.open(
        "polyline",
        "points",
        points.toString(),
        "fill",
        "none",
        "stroke",
        colour(series),
        "stroke-width",
        1.8,
        "stroke-linejoin",
        "round",
        "stroke-dasharray",
        DASHES[series % DASHES.length]);
    svg.open("title").words(line.name()).close().close();
    return last;
  }

  /** Names at the ends of the lines, pushed apart so that none covers another. */
  private static void names(Svg svg, List<Label> labels, double right) {
    List<Label> ordered =
        labels.stream().sorted(Comparator.comparingDouble(Label::wanted)).toList();
    double[] at = ordered.stream().mapToDouble(Label::wanted).toArray();
    for (int i = 1; i < at.length; i++) at[i] = Math.max(at[i], at[i - 1] + LABEL_STEP);
    double limit = BOTTOM;
    for (int i = at.length - 1; i >= 0; i--) {
      at[i] = Math.min(at[i], limit);
      limit = at[i] - LABEL_STEP;
    }
    for (int i = 0; i < at.length; i++)
      svg.text(
          right + 8,
          at[i] + 4,
          "start",
          Svg.fit(ordered.get(i).name(), Svg.WIDTH - right - 8),
          "fill",
          colour(ordered.get(i).series()),
          "font-weight",
          600);
  }

  private static String colour(int series) {
    return "var(--series-" + (series % 6 + 1) + ", currentColor)";
  }

  private static String describe(String xLabel, String yLabel, List<Line> lines) {
    var text = new StringJoiner("; ", yLabel + " over " + xLabel + ": ", ".");
    for (Line line : lines) {
      double[] y = line.y();
      if (y.length > 0)
        text.add(
            String.format(Locale.ROOT, "%s from %.3g to %.3g", line.name(), y[0], y[y.length - 1]));
    }
    return text.toString();
  }

  private static double least(List<Line> lines, Function<Line, double[]> of) {
    return lines.stream().flatMapToDouble(l -> finite(of.apply(l))).min().orElse(0);
  }

  private static double most(List<Line> lines, Function<Line, double[]> of) {
    return lines.stream().flatMapToDouble(l -> finite(of.apply(l))).max().orElse(1);
  }

  private static DoubleStream finite(double[] values) {
    return DoubleStream.of(values).filter(Double::isFinite);
  }
}
