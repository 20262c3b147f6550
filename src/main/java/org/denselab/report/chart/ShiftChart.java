package org.denselab.report.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** One bar a query, sorted by how much its score changed: how many gained, how many lost. */
public final class ShiftChart {
  private static final double HEIGHT = 190;
  private static final double TOP = 28;
  private static final double BOTTOM = HEIGHT - 10;
  private static final double LEFT = 44;
  private static final int MOST_BARS = 400;
  private static final int MOST_NAMED = 120;

  private ShiftChart() {}

  /** A query and the difference of its score. */
  public record Shift(String query, double delta) {}

  public static Chart draw(String title, String metric, List<Shift> shifts) {
    List<Shift> sorted =
        shifts.stream().sorted(Comparator.comparingDouble(Shift::delta).reversed()).toList();
    long gained = sorted.stream().filter(s -> s.delta() > 0).count();
    long lost = sorted.stream().filter(s -> s.delta() < 0).count();
    long same = sorted.size() - gained - lost;
    String description =
        String.format(
            Locale.ROOT,
            "%d queries gained %s, %d did not change, %d lost.",
            gained,
            metric,
            same,
            lost);
    Svg svg = Svg.drawing(title, description, HEIGHT);
    double extent = sorted.stream().mapToDouble(s -> Math.abs(s.delta())).max().orElse(1);
    double top = lost == sorted.size() ? 0 : extent;
    double low = lost == 0 ? 0 : Math.min(0, sorted.getLast().delta());
    Scale y = Scale.round(low, Math.max(top, 1e-3), BOTTOM, TOP, 4);
    for (double tick : y.ticks()) {
      boolean zero = Math.abs(tick) < y.step() / 2;
      svg.line(
          LEFT,
          y.at(tick),
          Svg.WIDTH,
          y.at(tick),
          "stroke",
          Svg.INK,
          "stroke-opacity",
          zero ? ".5" : ".12");
      svg.text(LEFT - 8, y.at(tick) + 4, "end", y.label(tick), "font-size", 11, "opacity", ".65");
    }
    int bars = Math.min(MOST_BARS, sorted.size());
    double step = (Svg.WIDTH - LEFT) / Math.max(1, bars);
    if (bars <= MOST_NAMED)
      for (int i = 0; i < bars; i++) bar(svg, sorted.get(i), LEFT + i * step, step - 1, y);
    else {
      outline(svg, sorted, step, bars, y, Svg.GAIN);
      outline(svg, sorted, step, bars, y, Svg.LOSS);
    }
    svg.text(0, 13, "start", "Δ " + metric, "font-weight", 600);
    svg.text(
        Svg.WIDTH,
        13,
        "end",
        gained + " gained · " + same + " unchanged · " + lost + " lost",
        "opacity",
        ".75");
    return new Chart(title, description, svg.finish(), table(metric, sorted), all(metric, sorted));
  }

  /** The change at some ranks of the queries, the one that gained most first. */
  private static ChartTable table(String metric, List<Shift> sorted) {
    List<List<String>> rows = new ArrayList<>();
    for (int tenth = 0; tenth <= 10 && !sorted.isEmpty(); tenth++) {
      int at = (sorted.size() - 1) * tenth / 10;
      String change = String.format(Locale.ROOT, "%+.3f", sorted.get(at).delta());
      rows.add(List.of(at + 1 + " of " + sorted.size(), sorted.get(at).query(), change));
    }
    return new ChartTable(List.of("rank by change", "query", "Δ " + metric), rows);
  }

  private static ChartTable all(String metric, List<Shift> sorted) {
    return new ChartTable(
        List.of("query", "Δ " + metric),
        sorted.stream().map(s -> List.of(s.query(), LineTable.full(s.delta()))).toList());
  }

  private static void bar(Svg svg, Shift shift, double left, double width, Scale y) {
    if (shift.delta() == 0) return;
    double top = y.at(Math.max(0, shift.delta()));
    double height = Math.max(0.5, y.at(Math.min(0, shift.delta())) - top);
    String colour = shift.delta() > 0 ? Svg.GAIN : Svg.LOSS;
    svg.open("rect", "x", left, "y", top, "width", width, "height", height, "fill", colour);
    String name = shift.query() + String.format(Locale.ROOT, ": %+.3f", shift.delta());
    svg.open("title").words(name).close().close();
  }

  /** Too many to name: one shape for all that gained, one for all that lost. */
  private static void outline(
      Svg svg, List<Shift> sorted, double step, int bars, Scale y, String colour) {
    var path = new StringBuilder();
    for (int i = 0; i < bars; i++) {
      double delta = sorted.get((int) ((long) i * sorted.size() / bars)).delta();
      if (delta == 0 || delta > 0 != colour.equals(Svg.GAIN)) continue;
      path.append('M').append(Svg.number(LEFT + i * step)).append(',').append(Svg.number(y.at(0)));
      path.append('V').append(Svg.number(y.at(delta))).append('h').append(Svg.number(step));
      path.append('V').append(Svg.number(y.at(0))).append('z');
    }
    svg.open("path", "d", path.toString(), "fill", colour).close();
  }
}
