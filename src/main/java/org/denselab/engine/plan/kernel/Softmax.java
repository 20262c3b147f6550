package org.denselab.engine.plan.kernel;

import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Softmax over each row, and its gradient. Rows are {@code stride} elements apart. */
public final class Softmax {
  private Softmax() {}

  /** In place. */
  public static void forward(long x, int rows, int width, int stride) {
    int whole = Lanes.whole(width);
    boolean some = whole < width;
    VectorMask<Float> rest = Lanes.rest(width);
    for (int row = 0; row < rows; row++) {
      long from = x + 4L * row * stride;
      long to = from + 4L * whole;
      var largest = Lanes.all(Float.NEGATIVE_INFINITY);
      for (long at = from; at < to; at += 4L * Lanes.COUNT) largest = largest.max(Lanes.load(at));
      if (some) largest = largest.lanewise(VectorOperators.MAX, Lanes.load(to, rest), rest);
      float max = largest.reduceLanes(VectorOperators.MAX);
      var sum = Lanes.all(0);
      for (long at = from; at < to; at += 4L * Lanes.COUNT) {
        var e = Exp.of(Lanes.load(at).sub(max));
        sum = sum.add(e);
        Lanes.store(e, at);
      }
      if (some) {
        var e = Exp.of(Lanes.load(to, rest).sub(max));
        sum = sum.add(e, rest);
        Lanes.store(e, to, rest);
      }
      float scale = 1 / Lanes.sum(sum);
      for (long at = from; at < to; at += 4L * Lanes.COUNT)
        Lanes.store(Lanes.load(at).mul(scale), at);
      if (some) Lanes.store(Lanes.load(to, rest).mul(scale), to, rest);
    }
  }

  /** {@code d = p (d - sum(d p))} over each row, in place: d comes in as the gradient by p. */
  public static void backward(long p, long d, int rows, int width, int stride) {
    int whole = Lanes.whole(width);
    boolean some = whole < width;
    VectorMask<Float> rest = Lanes.rest(width);
    for (int row = 0; row < rows; row++) {
      long at = 4L * row * stride;
      long end = at + 4L * whole;
      var sum = Lanes.all(0);
      for (long i = at; i < end; i += 4L * Lanes.COUNT)
        sum = Lanes.load(d + i).fma(Lanes.load(p + i), sum);
      if (some) sum = Lanes.load(d + end, rest).fma(Lanes.load(p + end, rest), sum);
      float dot = Lanes.sum(sum);
      for (long i = at; i < end; i += 4L * Lanes.COUNT)
        Lanes.store(Lanes.load(d + i).sub(dot).mul(Lanes.load(p + i)), d + i);
      if (some)
        Lanes.store(
            Lanes.load(d + end, rest).sub(dot).mul(Lanes.load(p + end, rest)), d + end, rest);
    }
  }
}
