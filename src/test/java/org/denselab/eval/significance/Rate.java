package org.denselab.eval.significance;

import java.util.Locale;
import org.apache.commons.statistics.distribution.BetaDistribution;

/** How often something happened, with the exact binomial interval (Clopper and Pearson 1934). */
public record Rate(int times, int of) {
  public Interval interval(double level) {
    double tail = (1 - level) / 2;
    double low =
        times == 0
            ? 0
            : BetaDistribution.of(times, of - times + 1.0).inverseCumulativeProbability(tail);
    double high =
        times == of
            ? 1
            : BetaDistribution.of(times + 1.0, of - times).inverseCumulativeProbability(1 - tail);
    return new Interval(low, high, level);
  }

  /** Whether the true rate may be {@code rate}. */
  boolean agreesWith(double rate) {
    return interval(0.999).contains(rate);
  }

  /** Whether the true rate may be {@code rate} or less. */
  boolean atMost(double rate) {
    return interval(0.999).low() <= rate;
  }

  @Override
  public String toString() {
    Interval interval = interval(0.95);
    return String.format(
        Locale.ROOT,
        "%.1f %% (%.1f–%.1f)",
        100.0 * times / of,
        100 * interval.low(),
        100 * interval.high());
  }
}
