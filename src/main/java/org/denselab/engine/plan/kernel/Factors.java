package org.denselab.engine.plan.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** Products with factors from the heap, as dropout draws them, and with one number. */
public final class Factors {
  private Factors() {}

  /** {@code y = x factors}, or {@code y +=}; both may be the same memory. */
  public static void multiply(long x, float[] factors, long y, boolean add, int elements) {
    int whole = Lanes.whole(elements);
    for (int i = 0; i < whole; i += Lanes.COUNT) {
      var value = Lanes.load(x + 4L * i).mul(FloatVector.fromArray(Lanes.SPECIES, factors, i));
      Lanes.put(value, y + 4L * i, add);
    }
    if (whole == elements) return;
    VectorMask<Float> rest = Lanes.rest(elements);
    long at = 4L * whole;
    var value =
        Lanes.load(x + at, rest).mul(FloatVector.fromArray(Lanes.SPECIES, factors, whole, rest));
    Lanes.put(value, y + at, rest, add);
  }

  /** {@code y = x factor}, or {@code y +=}; both may be the same memory. */
  public static void scale(long x, float factor, long y, boolean add, int elements) {
    int whole = Lanes.whole(elements);
    for (long i = 0; i < 4L * whole; i += 4L * Lanes.COUNT) {
      var value = Lanes.load(x + i).mul(factor);
      Lanes.put(value, y + i, add);
    }
    if (whole == elements) return;
    VectorMask<Float> rest = Lanes.rest(elements);
    long at = 4L * whole;
    var value = Lanes.load(x + at, rest).mul(factor);
    Lanes.put(value, y + at, rest, add);
  }
}
