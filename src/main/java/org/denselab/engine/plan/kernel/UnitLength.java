package org.denselab.engine.plan.kernel;

/** Rows divided by their Euclidean length, and the gradient. */
public final class UnitLength {
  /** Keeps a row of zeros a row of zeros. */
  private static final double TINY = 1e-24;

  private UnitLength() {}

  /** y may be the memory of x. */
  public static void forward(long x, long y, int rows, int width) {
    for (long at = 0; at < 4L * rows * width; at += 4L * width)
      Factors.scale(x + at, inverse(x + at, width), y + at, false, width);
  }

  /**
   * {@code dx = (dy - y (y dy)) / length}, or {@code dx +=}; dx may be the memory of dy.
   *
   * @param x the rows before division
   */
  public static void backward(long x, long dy, long dx, boolean add, int rows, int width) {
    for (long at = 0; at < 4L * rows * width; at += 4L * width) {
      float inverse = inverse(x + at, width);
      float along = inverse * inverse * Dot.of(x + at, dy + at, width);
      Factors.scale(dy + at, inverse, dx + at, add, width);
      Factors.scale(x + at, -inverse * along, dx + at, true, width);
    }
  }

  private static float inverse(long x, int width) {
    return (float) (1 / Math.sqrt(Dot.of(x, x, width) + TINY));
  }
}
