package org.denselab.engine.plan.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** {@code (x - mean) / sqrt(variance + eps) * weight + bias} over each row, and its gradients. */
public final class LayerNorm {
  private LayerNorm() {}

  /**
   * @param y may be the memory of x
   * @param statistics {@code [rows, 2]}: mean and inverse deviation, for the gradient
   */
  public static void forward(
      long x, long weight, long bias, double eps, long y, long statistics, int rows, int width) {
    for (int row = 0; row < rows; row++) {
      long at = 4L * row * width;
      float mean = sum(x + at, width) / width;
      float variance = sumOfSquares(x + at, mean, width) / width;
      float inverse = (float) (1 / Math.sqrt(variance + eps));
      Lanes.set(statistics + 8L * row, mean);
      Lanes.set(statistics + 8L * row + 4, inverse);
      scaleAndShift(x + at, mean, inverse, weight, bias, y + at, width);
    }
  }

  /** What {@link #forward} made, from the statistics that it left. */
  public static void again(
      long x, long statistics, long weight, long bias, long y, int rows, int width) {
    for (int row = 0; row < rows; row++) {
      long at = 4L * row * width;
      float mean = Lanes.get(statistics + 8L * row);
      float inverse = Lanes.get(statistics + 8L * row + 4);
      scaleAndShift(x + at, mean, inverse, weight, bias, y + at, width);
    }
  }

  private static float sum(long x, int width) {
    int whole = Lanes.whole(width);
    var sum = Lanes.all(0);
    for (long i = 0; i < 4L * whole; i += 4L * Lanes.COUNT) sum = sum.add(Lanes.load(x + i));
    if (whole < width) sum = sum.add(Lanes.load(x + 4L * whole, Lanes.rest(width)));
    return Lanes.sum(sum);
  }

  private static float sumOfSquares(long x, float mean, int width) {
    int whole = Lanes.whole(width);
    var sum = Lanes.all(0);
    for (long i = 0; i < 4L * whole; i += 4L * Lanes.COUNT) {
      var d = Lanes.load(x + i).sub(mean);
      sum = d.fma(d, sum);
    }
    if (whole < width) {
      VectorMask<Float> rest = Lanes.rest(width);
      var d = Lanes.load(x + 4L * whole, rest).sub(mean);
      sum = sum.add(d.mul(d), rest);
    }
    return Lanes.sum(sum);
  }

  private static void scaleAndShift(
      long x, float mean, float inverse, long weight, long bias, long y, int width) {
    int whole = Lanes.whole(width);
    for (long i = 0; i < 4L * whole; i += 4L * Lanes.COUNT) {
      var normal = Lanes.load(x + i).sub(mean).mul(inverse);
      Lanes.store(normal.fma(Lanes.load(weight + i), Lanes.load(bias + i)), y + i);
    }
    if (whole == width) return;
    long i = 4L * whole;
    VectorMask<Float> rest = Lanes.rest(width);
    var normal = Lanes.load(x + i, rest).sub(mean).mul(inverse);
    Lanes.store(normal.fma(Lanes.load(weight + i, rest), Lanes.load(bias + i, rest)), y + i, rest);
  }

  /**
   * {@code dx = inverse (g - mean(g) - normal mean(g normal))} with {@code g = dy weight}, or
   * {@code dx +=}.
   *
   * @param dx may be the memory of dy
   * @param sums {@code [2, width]}: the rows' sums of {@code dy normal} and of dy are added here; 0
   *     for none
   */
  public static void backward(
      long x,
      long statistics,
      long weight,
      long dy,
      long dx,
      boolean add,
      long sums,
      int rows,
      int width) {
    for (int row = 0; row < rows; row++) {
      long at = 4L * row * width;
      float mean = Lanes.get(statistics + 8L * row);
      float inverse = Lanes.get(statistics + 8L * row + 4);
      if (sums != 0) addToSums(x + at, mean, inverse, dy + at, sums, width);
      if (dx != 0) row(x + at, mean, inverse, weight, dy + at, dx + at, add, width);
    }
  }

  private static void addToSums(long x, float mean, float inverse, long dy, long sums, int width) {
    int whole = Lanes.whole(width);
    long second = sums + 4L * width;
    for (long i = 0; i < 4L * whole; i += 4L * Lanes.COUNT) {
      var d = Lanes.load(dy + i);
      var normal = Lanes.load(x + i).sub(mean).mul(inverse);
      Lanes.store(d.fma(normal, Lanes.load(sums + i)), sums + i);
      Lanes.store(d.add(Lanes.load(second + i)), second + i);
    }
    if (whole == width) return;
    long i = 4L * whole;
    VectorMask<Float> rest = Lanes.rest(width);
    var d = Lanes.load(dy + i, rest);
    var normal = Lanes.load(x + i, rest).sub(mean).mul(inverse);
    Lanes.store(d.fma(normal, Lanes.load(sums + i, rest)), sums + i, rest);
    Lanes.store(d.add(Lanes.load(second + i, rest)), second + i, rest);
  }

  private static void row(
      long x, float mean, float inverse, long weight, long dy, long dx, boolean add, int width) {
    float a = Dot.of(dy, weight, width) / width;
    float b = along(x, mean, inverse, weight, dy, width) / width;
    if (add) addRow(x, mean, inverse, weight, dy, a, b, dx, width);
    else putRow(x, mean, inverse, weight, dy, a, b, dx, width);
    if (Lanes.whole(width) == width) return;
    long i = 4L * Lanes.whole(width);
    VectorMask<Float> rest = Lanes.rest(width);
    var normal = Lanes.load(x + i, rest).sub(mean).mul(inverse);
    var g = Lanes.load(dy + i, rest).mul(Lanes.load(weight + i, rest));
    Lanes.put(gradient(g, normal, a, b, inverse), dx + i, rest, add);
  }

  /** {@code sum(g normal)}. */
  private static float along(long x, float mean, float inverse, long weight, long dy, int width) {
    int whole = Lanes.whole(width);
    var sum = Lanes.all(0);
    for (long i = 0; i < 4L * whole; i += 4L * Lanes.COUNT) {
      var g = Lanes.load(dy + i).mul(Lanes.load(weight + i));
      sum = g.fma(Lanes.load(x + i).sub(mean).mul(inverse), sum);
    }
    if (whole < width) {
      long i = 4L * whole;
      VectorMask<Float> rest = Lanes.rest(width);
      var g = Lanes.load(dy + i, rest).mul(Lanes.load(weight + i, rest));
      sum = g.fma(Lanes.load(x + i, rest).sub(mean).mul(inverse), sum);
    }
    return Lanes.sum(sum);
  }

  private static void putRow(
      long x,
      float mean,
      float inverse,
      long weight,
      long dy,
      float a,
      float b,
      long dx,
      int width) {
    for (long i = 0; i < 4L * Lanes.whole(width); i += 4L * Lanes.COUNT) {
      var normal = Lanes.load(x + i).sub(mean).mul(inverse);
      var g = Lanes.load(dy + i).mul(Lanes.load(weight + i));
      Lanes.store(gradient(g, normal, a, b, inverse), dx + i);
    }
  }

  private static void addRow(
      long x,
      float mean,
      float inverse,
      long weight,
      long dy,
      float a,
      float b,
      long dx,
      int width) {
    for (long i = 0; i < 4L * Lanes.whole(width); i += 4L * Lanes.COUNT) {
      var normal = Lanes.load(x + i).sub(mean).mul(inverse);
      var g = Lanes.load(dy + i).mul(Lanes.load(weight + i));
      Lanes.store(gradient(g, normal, a, b, inverse).add(Lanes.load(dx + i)), dx + i);
    }
  }

  private static FloatVector gradient(
      FloatVector g, FloatVector normal, float a, float b, float inverse) {
    return g.sub(a).sub(normal.mul(b)).mul(inverse);
  }
}
