package org.denselab.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Maps values above zero to positions by their orders of magnitude.
 *
 * @param from position of {@code low}, and {@code to} of {@code high}
 */
record LogScale(double low, double high, double from, double to) implements Axis {
  private static final double FEW_DECADES = 2;
  private static final double MOST_DECADES = 8;

  LogScale {
    if (!(low > 0)) throw new IllegalArgumentException("no logarithm of " + low);
    if (!(high > low)) high = 10 * low;
  }

  @Override
  public double at(double value) {
    return from + Math.log(value / low) / Math.log(high / low) * (to - from);
  }

  /** Powers of ten, with twice and five times them where those are few. */
  @Override
  public List<Double> ticks() {
    double decades = Math.log10(high / low);
    double[] leads = decades <= FEW_DECADES ? new double[] {1, 2, 5} : new double[] {1};
    int stride = (int) Math.ceil(decades / MOST_DECADES);
    List<Double> ticks = new ArrayList<>();
    for (int p = (int) Math.floor(Math.log10(low)); p <= Math.ceil(Math.log10(high)); p += stride)
      for (double lead : leads) {
        double tick = lead * Math.pow(10, p);
        if (tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)) ticks.add(tick);
      }
    return ticks;
  }

  /** Such as {@code .01}, {@code 20}, {@code 50k}, {@code 2M}. */
  @Override
  public String label(double tick) {
    String[] units = {"", "k", "M", "G", "T"};
    int unit = (int) Math.clamp(Math.floor(Math.log10(tick) / 3 + 1e-9), 0, units.length - 1);
    double lead = tick / Math.pow(1000, unit);
    int decimals = (int) Math.max(0, Math.ceil(-Math.log10(lead) - 1e-9));
    String text = String.format(Locale.ROOT, "%,." + decimals + "f", lead);
    return text.replaceFirst("^0\\.", ".") + units[unit];
  }
}
