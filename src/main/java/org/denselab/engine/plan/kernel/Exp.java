package org.denselab.engine.plan.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The exponential function to 2 units in the last place, for arguments from -87 to 88. */
final class Exp {
  private static final float LOG2_E = (float) (1 / Math.log(2));

  // ln 2 in two parts, the first of few bits, so that n times it is exact (Cody and Waite)
  private static final float LN2_HIGH = 0.693359375f;
  private static final float LN2_LOW = (float) (Math.log(2) - 0.693359375);

  /** Added to a small number, leaves its nearest integer in the low bits. */
  private static final float ROUND = 0x1.8p23f;

  private Exp() {}

  static FloatVector of(FloatVector x) {
    x = x.max(-87f).min(88f);
    var shifted = x.mul(LOG2_E).add(ROUND);
    var n = shifted.sub(ROUND);
    var r = n.fma(Lanes.all(-LN2_HIGH), x);
    r = n.fma(Lanes.all(-LN2_LOW), r);
    // Taylor's series: |r| is at most ln(2) / 2
    var p = Lanes.all(1 / 5040f);
    p = p.fma(r, Lanes.all(1 / 720f));
    p = p.fma(r, Lanes.all(1 / 120f));
    p = p.fma(r, Lanes.all(1 / 24f));
    p = p.fma(r, Lanes.all(1 / 6f));
    p = p.fma(r, Lanes.all(0.5f));
    p = p.fma(r, Lanes.all(1));
    p = p.fma(r, Lanes.all(1));
    var powerOfTwo = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(127 << 23);
    return p.mul(powerOfTwo.reinterpretAsFloats());
  }
}
