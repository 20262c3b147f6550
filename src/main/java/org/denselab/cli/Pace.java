package org.denselab.cli;

import java.util.Locale;

/**
 * How fast a piece of work goes and how long it still takes, in words.
 *
 * @param total units of work, zero where that is not known
 * @param perSecond zero as long as it is not known
 */
record Pace(long done, long total, double perSecond) {
  private static final int MOST_SECONDS = 90;

  /** {@code 12,345 of 200,000 passages}. */
  String count(String unit) {
    return total <= 0
        ? String.format(Locale.ROOT, "%,d %s", done, unit)
        : String.format(Locale.ROOT, "%,d of %,d %s", done, total, unit);
  }

  /** {@code 1,234/s}, or {@code 12 s each} for slow work; empty at the very start. */
  String rate() {
    if (perSecond <= 0) return "";
    if (perSecond < 0.1) return duration(1 / perSecond) + " each";
    String format = perSecond < 1 ? "%.2f/s" : perSecond < 20 ? "%.1f/s" : "%,.0f/s";
    return String.format(Locale.ROOT, format, perSecond);
  }

  /** Seconds that are left; not a number where that is not known. */
  double secondsLeft() {
    return perSecond <= 0 || total <= 0 ? Double.NaN : Math.max(total - done, 0) / perSecond;
  }

  /** {@code 12 s left}; empty where that is not known. */
  String left() {
    double left = secondsLeft();
    return Double.isNaN(left) ? "" : duration(left) + " left";
  }

  /** {@code 12 s}, {@code 33 min}, {@code 2 h 47 min}. */
  static String duration(double exactly) {
    long seconds = Math.round(exactly);
    if (seconds < MOST_SECONDS) return seconds + " s";
    long minutes = (seconds + 30) / 60;
    return minutes < MOST_SECONDS
        ? minutes + " min"
        : "%d h %02d min".formatted(minutes / 60, minutes % 60);
  }

  /** How much is done, 0 to 1. */
  double share() {
    return total <= 0 ? 0 : Math.min(1, (double) done / total);
  }
}
