package org.denselab.engine.plan.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Rotary positions (arXiv 2104.09864) with the pairs that HuggingFace turns: element i of a head
 * with element {@code pairs + i}.
 */
public final class Rotation {
  private static final long STEP = 4L * Lanes.COUNT;

  private Rotation() {}

  /** Cosines, then sines, of {@code position * frequency} for each frequency. */
  public static void angles(int position, double[] frequencies, long to) {
    for (int i = 0; i < frequencies.length; i++) {
      double angle = position * frequencies[i];
      Lanes.set(to + 4L * i, (float) Math.cos(angle));
      Lanes.set(to + 4L * (frequencies.length + i), (float) Math.sin(angle));
    }
  }

  /**
   * Turns each head of a row, or turns it back; elements past the pairs stay as they are. {@code y
   * =}, or {@code y +=}; y may be the memory of x.
   *
   * @param angles as {@link #angles} left them, {@code 2 * pairs}
   */
  public static void row(
      long x, long angles, int pairs, int heads, int headWidth, boolean back, long y, boolean add) {
    var sign = Lanes.all(back ? -1 : 1);
    int rest = headWidth - 2 * pairs;
    for (int head = 0; head < heads; head++) {
      long at = 4L * head * headWidth;
      turn(x + at, angles, pairs, sign, y + at, add);
      long behind = at + 8L * pairs;
      if (rest > 0 && (add || x != y)) Sums.put(x + behind, y + behind, add, rest);
    }
  }

  private static void turn(long x, long angles, int pairs, FloatVector sign, long y, boolean add) {
    int whole = Lanes.whole(pairs);
    long half = 4L * pairs;
    for (long i = 0; i < 4L * whole; i += STEP) {
      var cos = Lanes.load(angles + i);
      var sin = Lanes.load(angles + half + i).mul(sign);
      var a = Lanes.load(x + i);
      var b = Lanes.load(x + half + i);
      var first = a.mul(cos).sub(b.mul(sin));
      var second = b.mul(cos).add(a.mul(sin));
      Lanes.put(first, y + i, add);
      Lanes.put(second, y + half + i, add);
    }
    if (whole < pairs) turnRest(x, angles, pairs, sign, y, add);
  }

  private static void turnRest(
      long x, long angles, int pairs, FloatVector sign, long y, boolean add) {
    VectorMask<Float> rest = Lanes.rest(pairs);
    long half = 4L * pairs;
    long i = 4L * Lanes.whole(pairs);
    var cos = Lanes.load(angles + i, rest);
    var sin = Lanes.load(angles + half + i, rest).mul(sign);
    var a = Lanes.load(x + i, rest);
    var b = Lanes.load(x + half + i, rest);
    var first = a.mul(cos).sub(b.mul(sin));
    var second = b.mul(cos).add(a.mul(sin));
    Lanes.put(first, y + i, rest, add);
    Lanes.put(second, y + half + i, rest, add);
  }
}
