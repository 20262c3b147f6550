package org.denselab.engine.plan.kernel;

import jdk.incubator.vector.VectorMask;

/**
 * {@code x / sqrt(mean(x^2) + eps) * (offset + weight)} over each row (arXiv 1910.07467), and its
 * gradients.
 */
public final class RmsNorm {
  private static final long STEP = 4L * Lanes.COUNT;

  private RmsNorm() {}

  /**
   * @param y may be the memory of x
   * @param inverses {@code [rows]}: what each row was multiplied by, for the gradient
   */
  public static void forward(
      long x, long weight, float offset, double eps, long y, long inverses, int rows, int width) {
    for (int row = 0; row < rows; row++) {
      long at = 4L * row * width;
      float inverse = (float) (1 / Math.sqrt(Dot.of(x + at, x + at, width) / width + eps));
      Lanes.set(inverses + 4L * row, inverse);
      scale(x + at, inverse, weight, offset, y + at, width);
    }
  }

  /** What {@link #forward} made, from the inverses that it left. */
  public static void again(
      long x, long inverses, long weight, float offset, long y, int rows, int width) {
    for (int row = 0; row < rows; row++) {
      long at = 4L * row * width;
      scale(x + at, Lanes.get(inverses + 4L * row), weight, offset, y + at, width);
    }
  }

  private static void scale(long x, float inverse, long weight, float offset, long y, int width) {
    int whole = Lanes.whole(width);
    var by = Lanes.all(inverse);
    var plus = Lanes.all(offset);
    for (long i = 0; i < 4L * whole; i += STEP)
      Lanes.store(Lanes.load(x + i).mul(by).mul(Lanes.load(weight + i).add(plus)), y + i);
    if (whole == width) return;
    long i = 4L * whole;
    VectorMask<Float> rest = Lanes.rest(width);
    var normal = Lanes.load(x + i, rest).mul(by);
    Lanes.store(normal.mul(Lanes.load(weight + i, rest).add(plus)), y + i, rest);
  }

  /**
   * {@code dx = inverse (g - normal mean(g normal))} with {@code g = dy (offset + weight)}, or
   * {@code dx +=}.
   *
   * @param dx may be the memory of dy; 0 for none
   * @param sums {@code [width]}: the rows' sums of {@code dy normal} are added here; 0 for none
   */
  public static void backward(
      long x,
      long inverses,
      long weight,
      float offset,
      long dy,
      long dx,
      boolean add,
      long sums,
      int rows,
      int width) {
    for (int row = 0; row < rows; row++) {
      long at = 4L * row * width;
      float inverse = Lanes.get(inverses + 4L * row);
      if (sums != 0) addToSums(x + at, inverse, dy + at, sums, width);
      if (dx == 0) continue;
      float along = inverse * inverse * dot(x + at, weight, offset, dy + at, width) / width;
      row(x + at, inverse, along, weight, offset, dy + at, dx + at, add, width);
    }
  }

  private static void addToSums(long x, float inverse, long dy, long sums, int width) {
    int whole = Lanes.whole(width);
    var by = Lanes.all(inverse);
    for (long i = 0; i < 4L * whole; i += STEP)
      Lanes.store(
          Lanes.load(dy + i).fma(Lanes.load(x + i).mul(by), Lanes.load(sums + i)), sums + i);
    if (whole == width) return;
    long i = 4L * whole;
    VectorMask<Float> rest = Lanes.rest(width);
    var normal = Lanes.load(x + i, rest).mul(by);
    Lanes.store(Lanes.load(dy + i, rest).fma(normal, Lanes.load(sums + i, rest)), sums + i, rest);
  }

  private static float dot(long x, long weight, float offset, long dy, int width) {
    int whole = Lanes.whole(width);
    var plus = Lanes.all(offset);
    var sum = Lanes.all(0);
    for (long i = 0; i < 4L * whole; i += STEP) {
      var g = Lanes.load(dy + i).mul(Lanes.load(weight + i).add(plus));
      sum = g.fma(Lanes.load(x + i), sum);
    }
    if (whole < width) {
      long i = 4L * whole;
      VectorMask<Float> rest = Lanes.rest(width);
      var g = Lanes.load(dy + i, rest).mul(Lanes.load(weight + i, rest).add(plus));
      sum = g.fma(Lanes.load(x + i, rest), sum);
    }
    return Lanes.sum(sum);
  }

  private static void row(
      long x,
      float inverse,
      float along,
      long weight,
      float offset,
      long dy,
      long dx,
      boolean add,
      int width) {
    int whole = Lanes.whole(width);
    var by = Lanes.all(inverse);
    var plus = Lanes.all(offset);
    var less = Lanes.all(-along);
    for (long i = 0; i < 4L * whole; i += STEP) {
      var g = Lanes.load(dy + i).mul(Lanes.load(weight + i).add(plus));
      var value = Lanes.load(x + i).fma(less, g).mul(by);
      Lanes.put(value, dx + i, add);
    }
    if (whole == width) return;
    long i = 4L * whole;
    VectorMask<Float> rest = Lanes.rest(width);
    var g = Lanes.load(dy + i, rest).mul(Lanes.load(weight + i, rest).add(plus));
    var value = Lanes.load(x + i, rest).fma(less, g).mul(by);
    Lanes.put(value, dx + i, rest, add);
  }
}
