package org.denselab.engine.plan.kernel;

import jdk.incubator.vector.VectorMask;

/** Inner products of rows. */
public final class Dot {
  private Dot() {}

  /** {@code sum(a b)}. */
  public static float of(long a, long b, int width) {
    int whole = Lanes.whole(width);
    var sum = Lanes.all(0);
    for (long i = 0; i < 4L * whole; i += 4L * Lanes.COUNT)
      sum = Lanes.load(a + i).fma(Lanes.load(b + i), sum);
    if (whole < width) {
      VectorMask<Float> rest = Lanes.rest(width);
      sum = Lanes.load(a + 4L * whole, rest).fma(Lanes.load(b + 4L * whole, rest), sum);
    }
    return Lanes.sum(sum);
  }
}
