package org.denselab.engine.plan.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Softmax over each row, and its gradient, in place. Rows are {@code stride} elements apart, a
 * multiple of {@link Lanes#COUNT}; what lies behind a row's {@code width} elements is scratch, so
 * that loops take whole vectors only.
 */
public final class Softmax {
  // for whole stores only: a sum that starts from a constant object stays an object in its loop
  private static final FloatVector LOWEST = Lanes.all(Float.NEGATIVE_INFINITY);
  private static final FloatVector ZERO = Lanes.all(0);
  private static final int STEP = 4 * Lanes.COUNT;

  private Softmax() {}

  public static void forward(long x, int rows, int width, int stride) {
    fillBehind(x, rows, width, stride, LOWEST);
    int bytes = 4 * Lanes.roundUp(width);
    for (int row = 0; row < rows; row++) {
      long at = x + 4L * row * stride;
      scale(at, bytes, 1 / exponentials(at, bytes, largest(at, bytes)));
    }
  }

  /**
   * As {@link #forward}, where row r of a sequence sees its columns up to r only, and has zeros
   * past them up to the last row's.
   *
   * @param x the first of {@code rows} rows
   * @param first its number in the sequence
   */
  public static void causal(long x, int first, int rows, int stride) {
    int end = Lanes.roundUp(first + rows);
    for (int row = 0; row < rows; row++) {
      long at = x + 4L * row * stride;
      int width = first + row + 1;
      forward(at, 1, width, stride);
      int own = Lanes.roundUp(width);
      behind(at, width, 0);
      Lanes.zero(at + 4L * own, end - own);
    }
  }

  static float largest(long x, int bytes) {
    var largest = Lanes.all(Float.NEGATIVE_INFINITY);
    for (int i = 0; i < bytes; i += STEP) largest = Lanes.larger(largest, Lanes.load(x + i));
    return Lanes.largest(largest);
  }

  /** Replaces numbers by exponentials of their distance to max; the sum of these. */
  static float exponentials(long x, int bytes, float max) {
    var highest = Lanes.all(max);
    var sum = Lanes.all(0);
    for (int i = 0; i < bytes; i += STEP) {
      var e = Exp.ofNegative(Lanes.load(x + i).sub(highest));
      sum = sum.add(e);
      Lanes.store(e, x + i);
    }
    return Lanes.sum(sum);
  }

  private static void scale(long x, int bytes, float by) {
    var factor = Lanes.all(by);
    for (int i = 0; i < bytes; i += STEP) Lanes.store(Lanes.load(x + i).mul(factor), x + i);
  }

  /**
   * {@code d = p (d - sum(d p))} over each row: d comes in as the gradient by p.
   *
   * @param p as {@link #forward} left it, with what lies behind its rows
   */
  public static void backward(long p, long d, int rows, int width, int stride) {
    fillBehind(d, rows, width, stride, ZERO);
    int bytes = 4 * Lanes.roundUp(width);
    for (int row = 0; row < rows; row++) {
      long at = 4L * row * stride;
      row(p + at, d + at, bytes, Dot.of(p + at, d + at, bytes / 4));
    }
  }

  private static void row(long p, long d, int bytes, float dot) {
    var along = Lanes.all(dot);
    for (int i = 0; i < bytes; i += STEP)
      Lanes.store(Lanes.load(d + i).sub(along).mul(Lanes.load(p + i)), d + i);
  }

  private static void fillBehind(long x, int rows, int width, int stride, FloatVector value) {
    int whole = Lanes.whole(width);
    if (whole == width) return;
    VectorMask<Float> behind = Lanes.rest(width).not();
    for (long row = 0; row < rows; row++)
      Lanes.store(value, x + 4 * (row * stride + whole), behind);
  }

  /** Fills what lies behind a row's elements up to the next whole vector. */
  static void behind(long x, int width, float value) {
    int whole = Lanes.whole(width);
    if (whole < width) Lanes.store(Lanes.all(value), x + 4L * whole, Lanes.rest(width).not());
  }
}
