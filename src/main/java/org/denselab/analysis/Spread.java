package org.denselab.analysis;

import java.util.Locale;

/** Least, mean and most of small counts, such as positives a query. */
final class Spread {
  private long count;
  private long sum;
  private long least = Long.MAX_VALUE;
  private long most;
  private long none;

  void add(long value) {
    count++;
    sum += value;
    least = Math.min(least, value);
    most = Math.max(most, value);
    if (value == 0) none++;
  }

  /** How often the count was 0. */
  long none() {
    return none;
  }

  @Override
  public String toString() {
    if (count == 0) return "none";
    return String.format(Locale.ROOT, "%,d to %,d, mean %.2f", least, most, (double) sum / count);
  }
}
