package org.denselab.eval.significance;

/**
 * A confidence interval.
 *
 * @param level the share of such intervals that hold the true value, such as .95
 */
public record Interval(double low, double high, double level) {
  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  /** Whether all of it is closer to 0 than {@code margin}. */
  public boolean within(double margin) {
    return -margin < low && high < margin;
  }
}
