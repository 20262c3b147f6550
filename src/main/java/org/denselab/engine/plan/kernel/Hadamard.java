package org.denselab.engine.plan.kernel;

import jdk.incubator.vector.VectorMask;

/** Element-wise products of stretches of memory. */
public final class Hadamard {
  private Hadamard() {}

  /** {@code c = a b}, or {@code c +=}; any two or all may be the same memory. */
  public static void multiply(long a, long b, long c, boolean add, int elements) {
    int whole = Lanes.whole(elements);
    for (long i = 0; i < 4L * whole; i += 4L * Lanes.COUNT) {
      var value = Lanes.load(a + i).mul(Lanes.load(b + i));
      Lanes.put(value, c + i, add);
    }
    if (whole == elements) return;
    long at = 4L * whole;
    VectorMask<Float> rest = Lanes.rest(elements);
    var value = Lanes.load(a + at, rest).mul(Lanes.load(b + at, rest));
    Lanes.put(value, c + at, rest, add);
  }
}
