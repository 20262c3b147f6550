package org.denselab.cli;

import java.time.Duration;
import java.util.Locale;

/**
 * How fast a piece of work goes and how long it still takes, in words.
 *
 * @param total units of work, zero where that is not known
 */
record Pace(long done, long total, Duration elapsed) {
  /** {@code 12,345 of 200,000 passages}. */
  String count(String unit) {
    return String.format(Locale.ROOT, "%,d of %,d %s", done, total, unit);
  }

  /** {@code 1,234/s}; empty at the very start. */
  String rate() {
    if (done == 0 || elapsed.isZero()) return "";
    double rate = perSecond();
    return String.format(Locale.ROOT, rate < 1 ? "%.2f/s" : rate < 20 ? "%.1f/s" : "%,.0f/s", rate);
  }

  /** {@code 12 s left}; empty at the very start. */
  String left() {
    if (done == 0 || elapsed.isZero()) return "";
    long seconds = Math.round(Math.max(total - done, 0) / perSecond());
    if (seconds < 90) return seconds + " s left";
    long minutes = (seconds + 30) / 60;
    return minutes < 90
        ? minutes + " min left"
        : "%d h %02d min left".formatted(minutes / 60, minutes % 60);
  }

  /** How much is done, 0 to 1. */
  double share() {
    return total <= 0 ? 0 : Math.min(1, (double) done / total);
  }

  private double perSecond() {
    return done / (elapsed.toNanos() / 1e9);
  }
}
