package org.denselab.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * Lines over a common axis, each named at its end, told apart by colour and by dashes; intervals
 * are bands behind them.
 */
public final class LineChart {
  private static final double HEIGHT = 300;
  private static final double TOP = 26;
  private static final double BOTTOM = HEIGHT - 40;
  private static final double LEFT = 52;
  private static final int MOST_POINTS = 400;
  private static final int MOST_DOTS = 12;
  private static final int MOST_DOTS_IN_ALL = 100;
  private static final int MOST_LINES = 12;
  private static final String[] DASHES = {"none", "7 3", "2 3", "9 3 2 3"};

  private LineChart() {}

  /**
   * One line; all have the length of {@code x}, but for what may be empty.
   *
   * @param low ends of intervals, and {@code high}; may be empty
   * @param marks such as stars; may be empty
   * @param reference whether the others are held against it: it alone is dashed, and thinner
   */
  public record Line(
      String name,
      double[] x,
      double[] y,
      double[] low,
      double[] high,
      List<String> marks,
      boolean reference) {
    /** A line without intervals and marks. */
    public Line(String name, double[] x, double[] y) {
      this(name, x, y, new double[0], new double[0], List.of(), false);
    }

    int points() {
      return Math.min(x.length, y.length);
    }

    boolean banded() {
      return low.length > 0 && high.length > 0;
    }

    double[] lowest() {
      return DoubleStream.concat(DoubleStream.of(y), DoubleStream.of(low)).toArray();
    }

    double[] highest() {
      return DoubleStream.concat(DoubleStream.of(y), DoubleStream.of(high)).toArray();
    }
  }

  /**
   * The common axis.
   *
   * @param settings evenly apart, counted from 0 by {@code x}; empty for a measured axis
   * @param logarithmic by orders of magnitude, where all is above zero
   */
  public record Over(String label, List<String> settings, boolean logarithmic) {
    /** A measured axis, such as steps of training. */
    public static Over measure(String label) {
      return new Over(label, List.of(), false);
    }

    /** Settings in order. */
    public static Over settings(String label, List<String> settings) {
      return new Over(label, settings, false);
    }

    String name(double at, boolean exact, Axis axis) {
      if (!settings.isEmpty()) return settings.get((int) at);
      return exact ? LineTable.full(at) : axis.label(at);
    }

    Axis axis(double low, double high, double right) {
      return logarithmic && low > 0
          ? new LogScale(low, high, LEFT, right)
          : Scale.tight(low, high, LEFT, right, 6);
    }
  }

  public static Chart draw(String title, Over over, String yLabel, List<Line> all) {
    List<Line> lines = all.subList(0, Math.min(MOST_LINES, all.size()));
    String note =
        lines.size() == all.size() ? "" : lines.size() + " of " + all.size() + " lines are drawn.";
    double widest = lines.stream().mapToDouble(l -> Svg.width(l.name())).max().orElse(0);
    double right = Svg.WIDTH - Math.min(220, 24 + widest);
    Axis x = over.axis(least(lines, Line::x), most(lines, Line::x), right);
    Scale y = Scale.round(least(lines, Line::lowest), most(lines, Line::highest), BOTTOM, TOP, 5);
    String description = describe(over.label(), yLabel, lines);
    Svg svg = Svg.drawing(title, description, HEIGHT);
    svg.text(0, 13, "start", yLabel, "font-weight", 600);
    svg.text((LEFT + right) / 2, HEIGHT - 4, "middle", over.label(), "opacity", ".75");
    for (double tick : y.ticks()) {
      svg.line(LEFT, y.at(tick), right, y.at(tick), "stroke", Svg.INK, "stroke-opacity", ".12");
      tick(svg, LEFT - 8, y.at(tick) + 4, "end", y.label(tick));
    }
    if (over.settings().isEmpty())
      for (double tick : x.ticks()) tick(svg, x.at(tick), BOTTOM + 18, "middle", x.label(tick));
    for (int i = 0; i < over.settings().size(); i++)
      tick(svg, x.at(i), BOTTOM + 18, "middle", over.settings().get(i));
    for (int i = 0; i < lines.size(); i++) if (lines.get(i).banded()) band(svg, lines, i, x, y);
    var labels = new LineLabels();
    boolean dots = lines.stream().mapToInt(Line::points).sum() <= MOST_DOTS_IN_ALL;
    for (int i = 0; i < lines.size(); i++)
      labels.add(lines.get(i).name(), i, path(svg, lines, i, x, y, dots));
    labels.draw(svg, right + 8, BOTTOM);
    return new Chart(
        title,
        note,
        description,
        svg.finish(),
        LineTable.shown(over, lines, x),
        LineTable.all(over, yLabel, all));
  }

  private static void tick(Svg svg, double x, double y, String anchor, String text) {
    svg.text(x, y, anchor, text, "font-size", 11, "opacity", ".65");
  }

  /** Intervals of one line, behind all lines. */
  private static void band(Svg svg, List<Line> lines, int series, Axis x, Scale y) {
    Line line = lines.get(series);
    var there = new StringJoiner(" ");
    List<String> back = new ArrayList<>();
    for (int i = 0; i < line.points(); i++) {
      if (!Double.isFinite(line.low()[i]) || !Double.isFinite(line.high()[i])) continue;
      String at = Svg.number(x.at(line.x()[i])) + ",";
      there.add(at + Svg.number(y.at(line.high()[i])));
      back.addFirst(at + Svg.number(y.at(line.low()[i])));
    }
    back.forEach(there::add);
    String colour = Svg.series(series);
    svg.open("polygon", "points", there.toString(), "fill", colour, "fill-opacity", ".13").close();
  }

  /** Draws one line and returns the height of its last point, NaN without points. */
  private static double path(Svg svg, List<Line> lines, int series, Axis x, Scale y, boolean dots) {
    Line line = lines.get(series);
    var points = new StringJoiner(" ");
    double last = Double.NaN;
    int count = line.points();
    int stride = Math.max(1, (count + MOST_POINTS - 1) / MOST_POINTS);
    for (int i = 0; i < count; i++) {
      boolean kept = i % stride == 0 || i == count - 1;
      if (!kept || !Double.isFinite(line.x()[i]) || !Double.isFinite(line.y()[i])) continue;
      last = y.at(line.y()[i]);
      double at = x.at(line.x()[i]);
      points.add(Svg.number(at) + "," + Svg.number(last));
      if (!line.reference() && (count <= MOST_DOTS || dots))
        svg.open("circle", "cx", at, "cy", last, "r", 3, "fill", Svg.series(series)).close();
      if (!line.marks().isEmpty() && !line.marks().get(i).isEmpty())
        svg.text(at, last - 6, "middle", line.marks().get(i), "fill", Svg.series(series));
    }
    svg.open(
        "polyline",
        "points",
        points.toString(),
        "fill",
        "none",
        "stroke",
        Svg.series(series),
        "stroke-width",
        line.reference() ? 1.2 : 1.8,
        "stroke-linejoin",
        "round",
        "stroke-dasharray",
        dashes(lines, series));
    svg.open("title").words(line.name()).close().close();
    return last;
  }

  /** Dashes tell lines apart, or those that others are held against from the others. */
  private static String dashes(List<Line> lines, int series) {
    boolean references = lines.stream().anyMatch(Line::reference);
    if (references && !lines.get(series).reference()) return DASHES[0];
    return references ? DASHES[1 + series % (DASHES.length - 1)] : DASHES[series % DASHES.length];
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
