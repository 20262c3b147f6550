package org.denselab.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Maps values to positions on a line, with round ticks.
 *
 * @param from position of {@code low}, and {@code to} of {@code high}
 * @param step distance of two ticks
 */
record Scale(double low, double high, double from, double to, double step) implements Axis {

  /** A scale whose ends are ticks that take in {@code low} and {@code high}. */
  static Scale round(double low, double high, double from, double to, int ticks) {
    double span = high > low ? high - low : Math.max(Math.abs(high), 1);
    double step = niceStep(span / ticks);
    double first = Math.floor(low / step + 1e-9) * step;
    double last = Math.ceil(high / step - 1e-9) * step;
    return new Scale(first, last > first ? last : first + step, from, to, step);
  }

  /** A scale that ends where the values end, with round ticks inside. */
  static Scale tight(double low, double high, double from, double to, int ticks) {
    double span = high > low ? high - low : Math.max(Math.abs(high), 1);
    return new Scale(low, low + span, from, to, niceStep(span / ticks));
  }

  @Override
  public double at(double value) {
    return from + (value - low) / (high - low) * (to - from);
  }

  @Override
  public List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    long first = (long) Math.ceil(low / step - 1e-9);
    long last = (long) Math.floor(high / step + 1e-9);
    for (long i = first; i <= last; i++) ticks.add(i * step);
    return ticks;
  }

  /** A tick's label with as many decimals as the step needs. */
  @Override
  public String label(double tick) {
    int decimals = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
    String text = String.format(Locale.ROOT, "%,." + decimals + "f", tick == 0 ? 0 : tick);
    return text.replaceFirst("^(-?)0\\.", "$1.").replace('-', '−');
  }

  /** 1, 2 or 5 times a power of ten, not under {@code raw}. */
  private static double niceStep(double raw) {
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double lead = raw / power;
    return power * (lead <= 1.0001 ? 1 : lead <= 2.0001 ? 2 : lead <= 5.0001 ? 5 : 10);
  }
}
