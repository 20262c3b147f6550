package org.denselab.dsl.schema;

/** The numbers that a key takes. */
public record Bounds(double min, double above, double max, double below) {
  static final Bounds NONE =
      new Bounds(
          Double.NEGATIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          Double.POSITIVE_INFINITY,
          Double.POSITIVE_INFINITY);

  static Bounds of(Range range) {
    return range == null
        ? NONE
        : new Bounds(range.min(), range.above(), range.max(), range.below());
  }

  void check(double value) {
    boolean fits =
        value >= min
            && (value > above || above == Double.NEGATIVE_INFINITY)
            && value <= max
            && (value < below || below == Double.POSITIVE_INFINITY);
    if (!fits) throw new IllegalArgumentException();
  }

  /** The bounds in words, such as {@code " of at least 1"}. */
  @Override
  public String toString() {
    String low =
        min > Double.NEGATIVE_INFINITY
            ? "of at least " + number(min)
            : above > Double.NEGATIVE_INFINITY ? "greater than " + number(above) : "";
    String high =
        max < Double.POSITIVE_INFINITY
            ? "at most " + number(max)
            : below < Double.POSITIVE_INFINITY ? "less than " + number(below) : "";
    String both = low.isEmpty() || high.isEmpty() ? low + high : low + " and " + high;
    return both.isEmpty() ? "" : " " + both;
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
