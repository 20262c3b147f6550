package org.denselab.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;

/**
 * What a heat map shows.
 *
 * @param values by row and column; NaN where there is none
 * @param diverging whether zero is the middle of the colours
 * @param note what the map leaves out; empty where it shows all
 */
public record HeatGrid(
    String rowLabel,
    String columnLabel,
    List<String> rows,
    List<String> columns,
    List<List<Double>> values,
    boolean diverging,
    String note) {
  private static final int MOST_ROWS = 60;
  private static final int MOST_COLUMNS = 80;
  private static final int MOST_DECIMALS = 5;
  private static final double FAINTEST = .06;

  /** The same, or means of blocks where it has more cells than a picture can show. */
  HeatGrid drawn() {
    int tall = (rows.size() + MOST_ROWS - 1) / MOST_ROWS;
    int wide = (columns.size() + MOST_COLUMNS - 1) / MOST_COLUMNS;
    if (tall <= 1 && wide <= 1) return this;
    List<List<Double>> means = new ArrayList<>();
    for (int r = 0; r < rows.size(); r += tall) {
      List<Double> row = new ArrayList<>();
      for (int c = 0; c < columns.size(); c += wide) row.add(mean(r, tall, c, wide));
      means.add(row);
    }
    return new HeatGrid(
        rowLabel,
        columnLabel,
        each(rows, tall),
        each(columns, wide),
        means,
        diverging,
        "A cell is the mean of %d by %d values.".formatted(tall, wide));
  }

  private double mean(int row, int tall, int column, int wide) {
    return values.subList(row, Math.min(rows.size(), row + tall)).stream()
        .flatMap(v -> v.subList(column, Math.min(columns.size(), column + wide)).stream())
        .mapToDouble(v -> v)
        .filter(Double::isFinite)
        .average()
        .orElse(Double.NaN);
  }

  private static List<String> each(List<String> names, int stride) {
    List<String> some = new ArrayList<>();
    for (int i = 0; i < names.size(); i += stride) some.add(names.get(i));
    return some;
  }

  double low() {
    double least = finite().min().orElse(0);
    return diverging ? -extent() : least;
  }

  double high() {
    return diverging ? extent() : finite().max().orElse(1);
  }

  private double extent() {
    double extent = finite().map(Math::abs).max().orElse(1);
    return extent == 0 ? 1 : extent;
  }

  private DoubleStream finite() {
    return values.stream().flatMap(List::stream).mapToDouble(v -> v).filter(Double::isFinite);
  }

  /** 0 for no colour at all, 1 for the strongest. */
  double strength(double value) {
    if (!Double.isFinite(value)) return 0;
    double span = high() - low();
    double share = diverging ? Math.abs(value) / extent() : span > 0 ? (value - low()) / span : 1;
    return diverging && value == 0 ? 0 : FAINTEST + (1 - FAINTEST) * share;
  }

  String colour(double value) {
    return diverging ? value < 0 ? Svg.LOSS : Svg.GAIN : Svg.ACCENT;
  }

  String text(double value) {
    return texts().apply(value);
  }

  /** Writes values with as many decimals as the largest needs; with signs where signs matter. */
  DoubleFunction<String> texts() {
    double most = finite().map(Math::abs).max().orElse(1);
    int magnitude = most > 0 ? (int) Math.floor(Math.log10(most)) : 0;
    int decimals = Math.max(most < 10 ? 2 : 0, 1 - magnitude);
    String format = magnitude < -MOST_DECIMALS ? "%.1e" : "%,." + decimals + "f";
    return value -> Double.isFinite(value) ? text(value, format) : "–";
  }

  private String text(double value, String format) {
    String digits = String.format(Locale.ROOT, format, Math.abs(value));
    boolean none = digits.matches("[0.]+");
    String sign = none ? "" : value < 0 ? "−" : diverging ? "+" : "";
    return sign + digits.replaceFirst("^0\\.", ".");
  }
}
