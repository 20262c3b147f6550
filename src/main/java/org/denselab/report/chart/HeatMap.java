package org.denselab.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * Values by row and column, as colours of one hue by their size, or of two about zero. Numbers
 * stand in the cells where there is room, and always in the table beside.
 */
public final class HeatMap {
  private static final double GAP = 14;
  private static final double MOST_LABEL = 190;
  private static final double MOST_HEAD = 110;
  private static final double ROOM = 34;
  private static final double TALL = 24;
  private static final double LOW = 15;
  private static final int MANY_ROWS = 24;
  private static final int MOST_NAMED_CELLS = 900;
  private static final double SLOPE = 40;

  /** Ink stays readable on a colour up to this opacity, on light paper and on dark. */
  private static final double UNDER_TEXT = .55;

  private final HeatGrid grid;
  private final double left;
  private final double top;
  private final double width;
  private final double height;
  private final boolean sloped;

  private HeatMap(HeatGrid grid) {
    this.grid = grid;
    this.left = Math.min(MOST_LABEL, widest(grid.rows()) + GAP);
    this.width = Math.min(90, (Svg.WIDTH - left - 60) / Math.max(1, grid.columns().size()));
    this.height = grid.rows().size() > MANY_ROWS ? LOW : TALL;
    double names = widest(grid.columns()) + 6;
    this.sloped = names > width;
    double head = Math.min(MOST_HEAD, names) * Math.sin(Math.toRadians(SLOPE)) + 12;
    this.top = 22 + (sloped ? head : 16);
  }

  public static Chart draw(String title, HeatGrid whole) {
    HeatGrid grid = whole.drawn();
    return new HeatMap(grid).drawn(title, whole);
  }

  private Chart drawn(String title, HeatGrid whole) {
    double bottom = top + height * grid.rows().size();
    String description = describe();
    Svg svg = Svg.drawing(title, description, bottom + 44);
    svg.text(0, 13, "start", grid.rowLabel() + " by " + grid.columnLabel(), "font-weight", 600);
    int stride = Math.max(1, (int) Math.ceil(14 / width));
    for (int c = 0; c < grid.columns().size(); c += stride) column(svg, c);
    boolean numbers = width >= ROOM && height >= LOW;
    boolean named = !numbers && grid.rows().size() * grid.columns().size() <= MOST_NAMED_CELLS;
    for (int r = 0; r < grid.rows().size(); r++) {
      double y = top + height * r;
      svg.text(left - 8, y + height / 2 + 4, "end", Svg.fit(grid.rows().get(r), left - 8));
      for (int c = 0; c < grid.columns().size(); c++) cell(svg, r, c, numbers, named);
    }
    legend(svg, bottom + 16, numbers);
    return new Chart(
        title, grid.note(), description, svg.finish(), table(whole, whole.texts()), all(whole));
  }

  private void column(Svg svg, int column) {
    double x = left + width * (column + .5);
    String name = Svg.fit(grid.columns().get(column), sloped ? MOST_HEAD : width + 6);
    if (!sloped) {
      svg.text(x, top - 6, "middle", name, "font-size", 11);
      return;
    }
    String turn = "rotate(-%s %s %s)";
    svg.text(
        x,
        top - 6,
        "start",
        name,
        "font-size",
        11,
        "transform",
        turn.formatted(Svg.number(SLOPE), Svg.number(x), Svg.number(top - 6)));
  }

  private void cell(Svg svg, int row, int column, boolean numbers, boolean named) {
    double value = grid.values().get(row).get(column);
    double x = left + width * column;
    double y = top + height * row;
    double most = numbers ? UNDER_TEXT : 1;
    svg.open(
        "rect",
        "x",
        x,
        "y",
        y,
        "width",
        width - 1,
        "height",
        height - 1,
        "fill",
        grid.colour(value),
        "fill-opacity",
        opacity(grid.strength(value) * most));
    if (named)
      svg.open("title")
          .words(grid.rows().get(row) + ", " + grid.columns().get(column) + ": " + grid.text(value))
          .close();
    svg.close();
    if (!numbers) return;
    svg.open("text", "x", x + width / 2 - .5, "y", y + height / 2 + 4, "text-anchor", "middle");
    svg.words(Double.isNaN(value) ? "–" : grid.text(value)).close();
  }

  private void legend(Svg svg, double y, boolean numbers) {
    int steps = 9;
    double most = numbers ? UNDER_TEXT : 1;
    double low = grid.low();
    double high = grid.high();
    svg.text(left - 8, y + 10, "end", grid.text(low), "font-size", 11);
    for (int i = 0; i < steps; i++) {
      double value = low + (high - low) * i / (steps - 1);
      svg.open(
          "rect",
          "x",
          left + 16 * i,
          "y",
          y,
          "width",
          16,
          "height",
          12,
          "fill",
          grid.colour(value),
          "fill-opacity",
          opacity(grid.strength(value) * most));
      svg.close();
    }
    svg.text(left + 16 * steps + 8, y + 10, "start", grid.text(high), "font-size", 11);
  }

  private static String opacity(double value) {
    return String.format(Locale.ROOT, "%.2f", value).replaceFirst("^0\\.", ".");
  }

  private static double widest(List<String> names) {
    return names.stream().mapToDouble(Svg::width).max().orElse(0);
  }

  private String describe() {
    return String.format(
        Locale.ROOT,
        "%d rows (%s) by %d columns (%s), values from %s to %s.",
        grid.rows().size(),
        grid.rowLabel(),
        grid.columns().size(),
        grid.columnLabel(),
        grid.text(grid.low()),
        grid.text(grid.high()));
  }

  private static ChartTable table(HeatGrid grid, DoubleFunction<String> text) {
    List<String> columns = new ArrayList<>(List.of(grid.rowLabel()));
    columns.addAll(grid.columns());
    List<List<String>> rows = new ArrayList<>();
    for (int r = 0; r < grid.rows().size(); r++) {
      List<String> row = new ArrayList<>(List.of(grid.rows().get(r)));
      for (double value : grid.values().get(r))
        row.add(Double.isNaN(value) ? "" : text.apply(value));
      rows.add(row);
    }
    return new ChartTable(columns, rows);
  }

  private static ChartTable all(HeatGrid grid) {
    return table(grid, LineTable::full);
  }
}
