package org.denselab.report.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * What is reached against what could be (Williams et al. 2009): operations a second over operations
 * a byte, both in powers of two, under the roofs of memory and of arithmetic.
 */
public final class RooflineChart {
  private static final double HEIGHT = 380;
  private static final double TOP = 30;
  private static final double BOTTOM = HEIGHT - 40;
  private static final double LEFT = 52;
  private static final double RIGHT = 560;
  private static final double LINE = 13;
  private static final double ASIDE = 24;

  /** Arithmetic at its best, such as products in fp32. */
  public record Roof(String name, double gflops) {}

  /**
   * Something measured.
   *
   * @param intensity operations a byte
   */
  public record Point(String name, double intensity, double gflops) {}

  private RooflineChart() {}

  /**
   * @param gigabytes that memory moves in a second
   * @param roofs at least one
   * @param points at least one
   */
  public static Chart draw(String title, double gigabytes, List<Roof> roofs, List<Point> points) {
    double most = roofs.stream().mapToDouble(Roof::gflops).max().orElseThrow();
    double ridge = most / gigabytes;
    double leftmost = points.stream().mapToDouble(Point::intensity).min().orElseThrow();
    double rightmost = points.stream().mapToDouble(Point::intensity).max().orElseThrow();
    double lowest = points.stream().mapToDouble(Point::gflops).min().orElseThrow();
    Scale x = octaves(Math.min(ridge / 2, leftmost), Math.max(2 * ridge, rightmost), LEFT, RIGHT);
    Scale y = octaves(lowest, most, BOTTOM, TOP);
    String description = describe(gigabytes, roofs, points);
    Svg svg = Svg.drawing(title, description, HEIGHT);
    svg.text(0, 13, "start", "GFLOP/s", "font-weight", 600);
    svg.text((LEFT + RIGHT) / 2, HEIGHT - 4, "middle", "operations a byte", "opacity", ".75");
    for (double tick : y.ticks()) {
      svg.line(LEFT, y.at(tick), RIGHT, y.at(tick), "stroke", Svg.INK, "stroke-opacity", ".12");
      svg.text(LEFT - 8, y.at(tick) + 4, "end", power(tick), "font-size", 11, "opacity", ".65");
    }
    for (double tick : x.ticks())
      svg.text(x.at(tick), BOTTOM + 18, "middle", power(tick), "font-size", 11, "opacity", ".65");
    for (Roof roof : roofs) roof(svg, roof, gigabytes, x, y);
    points(svg, points, x, y);
    return new Chart(title, description, svg.finish(), table(points), table(points));
  }

  private static Scale octaves(double low, double high, double from, double to) {
    double first = Math.floor(log(low));
    double last = Math.max(first + 1, Math.ceil(log(high)));
    return new Scale(first, last, from, to, 1);
  }

  private static double log(double value) {
    return Math.log(value) / Math.log(2);
  }

  private static String power(double exponent) {
    return String.format(Locale.ROOT, "%,.4g", Math.pow(2, exponent)).replaceFirst("\\.0*$", "");
  }

  /** Up along memory, then level. */
  private static void roof(Svg svg, Roof roof, double gigabytes, Scale x, Scale y) {
    double ridge = Math.max(x.low(), log(roof.gflops() / gigabytes));
    double start = Math.max(x.low(), y.low() - log(gigabytes));
    double level = y.at(log(roof.gflops()));
    svg.line(
        x.at(start),
        y.at(start + log(gigabytes)),
        x.at(ridge),
        level,
        "stroke",
        Svg.QUIET,
        "stroke-width",
        1.8);
    svg.line(x.at(ridge), level, RIGHT, level, "stroke", Svg.QUIET, "stroke-width", 1.8);
    svg.text(RIGHT + 8, level + 4, "start", Svg.fit(roof.name(), Svg.WIDTH - RIGHT - 8));
  }

  /** Names stand in a column on the side with more room, each on a line of its own. */
  private static void points(Svg svg, List<Point> points, Scale x, Scale y) {
    double[] across = points.stream().mapToDouble(p -> x.at(log(p.intensity()))).toArray();
    double[] down = points.stream().mapToDouble(p -> y.at(log(p.gflops()))).toArray();
    double first = Arrays.stream(across).min().orElseThrow();
    double last = Arrays.stream(across).max().orElseThrow();
    boolean left = first - LEFT > RIGHT - last;
    double column = left ? first - ASIDE : last + ASIDE;
    double[] lines = apart(down);
    for (int i = 0; i < across.length; i++) {
      String colour = "var(--series-" + (i % 6 + 1) + ", #0b6e75)";
      svg.line(column, lines[i], across[i], down[i], "stroke", colour, "stroke-opacity", ".35");
      svg.open("circle", "cx", across[i], "cy", down[i], "r", 4, "fill", colour);
      svg.open("title").words(said(points.get(i))).close().close();
      double beside = left ? column - 4 : column + 4;
      String anchor = left ? "end" : "start";
      String name = points.get(i).name();
      svg.text(beside, lines[i] + 4, anchor, name, "fill", colour, "font-size", 11);
    }
  }

  /** The same heights in the same order, a line or more from one to the next. */
  private static double[] apart(double[] heights) {
    var order = new ArrayList<Integer>();
    for (int i = 0; i < heights.length; i++) order.add(i);
    order.sort(Comparator.comparingDouble((Integer i) -> -heights[i]));
    var lines = heights.clone();
    double below = BOTTOM + LINE - 4;
    for (int i : order) {
      lines[i] = Math.min(heights[i], below - LINE);
      below = lines[i];
    }
    return lines;
  }

  private static String said(Point point) {
    return String.format(
        Locale.ROOT,
        "%s: %.0f GFLOP/s at %.0f operations a byte",
        point.name(),
        point.gflops(),
        point.intensity());
  }

  private static String describe(double gigabytes, List<Roof> roofs, List<Point> points) {
    var text = new StringJoiner("; ", "", ".");
    text.add(String.format(Locale.ROOT, "Memory moves %.0f GB/s", gigabytes));
    for (Roof roof : roofs)
      text.add(String.format(Locale.ROOT, "%s reach %.0f GFLOP/s", roof.name(), roof.gflops()));
    for (Point point : points) text.add(said(point));
    return text.toString();
  }

  private static ChartTable table(List<Point> points) {
    List<List<String>> rows = new ArrayList<>();
    for (Point p : points)
      rows.add(
          List.of(
              p.name(),
              String.format(Locale.ROOT, "%.0f", p.intensity()),
              String.format(Locale.ROOT, "%.0f", p.gflops())));
    return new ChartTable(List.of("what", "operations a byte", "GFLOP/s"), rows);
  }
}
