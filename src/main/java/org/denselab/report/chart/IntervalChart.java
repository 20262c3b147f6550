package org.denselab.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * Differences with their intervals, one a line, and where zero is; those of one arm stand below its
 * name. A difference that is told from zero has a filled mark, one that is not a hollow one, so
 * that colour is not needed.
 */
public final class IntervalChart {
  private static final double TOP = 26;
  private static final double ROW = 22;
  private static final double LABELS = 300;
  private static final double VALUES = 56;

  private IntervalChart() {}

  /**
   * One difference.
   *
   * @param against what the arm is compared with, and where
   * @param sign 1 where it is told to be above zero, -1 below, 0 where neither
   */
  public record Interval(
      String arm, String against, double low, double value, double high, int sign) {
    String name() {
      return arm + " " + over();
    }

    private String over() {
      return "over " + against;
    }
  }

  public static Chart draw(String title, String metric, List<Interval> intervals) {
    boolean headed = intervals.stream().map(Interval::arm).distinct().count() < intervals.size();
    double widest =
        intervals.stream()
            .mapToDouble(i -> Svg.width(headed ? i.over() : i.name()))
            .max()
            .orElse(0);
    double left = Math.min(LABELS, widest + 14);
    double right = Svg.WIDTH - VALUES;
    double[] at = rows(intervals, headed);
    double bottom = at[at.length - 1];
    double least = intervals.stream().mapToDouble(Interval::low).min().orElse(0);
    double most = intervals.stream().mapToDouble(Interval::high).max().orElse(0);
    Scale x = Scale.round(Math.min(0, least), Math.max(0, most), left, right, 6);
    String description = describe(metric, intervals);
    Svg svg = Svg.drawing(title, description, bottom + 24);
    svg.text(left, 13, "start", "Δ " + metric + " with its interval", "font-weight", 600);
    for (double tick : x.ticks()) {
      String opacity = Math.abs(tick) < x.step() / 2 ? ".6" : ".12";
      svg.line(x.at(tick), TOP, x.at(tick), bottom, "stroke", Svg.INK, "stroke-opacity", opacity);
      svg.text(x.at(tick), bottom + 16, "middle", x.label(tick), "font-size", 11, "opacity", ".65");
    }
    for (int i = 0; i < intervals.size(); i++) {
      Interval interval = intervals.get(i);
      double y = at[i] + ROW / 2;
      if (headed && begins(intervals, i))
        svg.text(0, y - ROW + 4, "start", interval.arm(), "font-weight", 600);
      svg.text(
          left - 10, y + 4, "end", Svg.fit(headed ? interval.over() : interval.name(), left - 10));
      row(svg, interval, x, y, right);
    }
    return new Chart(
        title,
        description,
        svg.finish(),
        table(metric, intervals, IntervalChart::signed),
        table(metric, intervals, LineTable::full));
  }

  /** Where each row begins, and where the last ends; an arm's name takes a row where it is new. */
  private static double[] rows(List<Interval> intervals, boolean headed) {
    double[] at = new double[intervals.size() + 1];
    double y = TOP;
    for (int i = 0; i < intervals.size(); i++) {
      if (headed && begins(intervals, i)) y += ROW;
      at[i] = y;
      y += ROW;
    }
    at[intervals.size()] = y;
    return at;
  }

  /** Whether an arm's first row is the {@code i}-th. */
  private static boolean begins(List<Interval> intervals, int i) {
    return i == 0 || !intervals.get(i).arm().equals(intervals.get(i - 1).arm());
  }

  private static void row(Svg svg, Interval interval, Scale x, double y, double right) {
    String colour = interval.sign() > 0 ? Svg.GAIN : interval.sign() < 0 ? Svg.LOSS : Svg.INK;
    svg.line(
        x.at(interval.low()),
        y,
        x.at(interval.high()),
        y,
        "stroke",
        colour,
        "stroke-width",
        2,
        "stroke-linecap",
        "round");
    svg.open(
            "circle",
            "cx",
            x.at(interval.value()),
            "cy",
            y,
            "r",
            4.2,
            "stroke",
            colour,
            "stroke-width",
            1.8,
            "fill",
            interval.sign() == 0 ? Svg.PAPER : colour)
        .close();
    svg.text(right + 10, y + 4, "start", signed(interval.value()), "fill", colour);
  }

  private static ChartTable table(
      String metric, List<Interval> intervals, DoubleFunction<String> text) {
    List<List<String>> rows = new ArrayList<>();
    for (Interval i : intervals)
      rows.add(List.of(i.name(), text.apply(i.value()), text.apply(i.low()), text.apply(i.high())));
    return new ChartTable(List.of("claim", "Δ " + metric, "low", "high"), rows);
  }

  private static String describe(String metric, List<Interval> intervals) {
    long above = intervals.stream().filter(i -> i.sign() > 0).count();
    long below = intervals.stream().filter(i -> i.sign() < 0).count();
    return String.format(
        Locale.ROOT,
        "Of %d differences of %s, %d are above zero, %d below, and %d are told from neither.",
        intervals.size(),
        metric,
        above,
        below,
        intervals.size() - above - below);
  }

  private static String signed(double value) {
    String text = String.format(Locale.ROOT, "%+.3f", value).replace('-', '−');
    return text.replaceFirst("^([+−])0\\.", "$1.");
  }
}
