package org.denselab.engine.plan.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The exponential function to 2 units in the last place. Constants are vectors made once: each
 * broadcast in a loop would count towards what the compiler is willing to inline into it.
 */
final class Exp {
  private static final FloatVector LOWEST = Lanes.all(-87);
  private static final FloatVector HIGHEST = Lanes.all(88);
  private static final FloatVector LOG2_E = Lanes.all((float) (1 / Math.log(2)));

  /** Added to a small number, leaves its nearest integer in the low bits. */
  private static final FloatVector ROUND = Lanes.all(0x1.8p23f);

  // ln 2 in two parts, the first of few bits, so that n times it is exact (Cody and Waite)
  private static final FloatVector LN2_HIGH = Lanes.all(-0x1.63p-1f);
  private static final FloatVector LN2_LOW = Lanes.all((float) (0.693359375 - Math.log(2)));

  // Taylor's series: the rest of the reduction is at most ln(2) / 2
  private static final FloatVector C7 = Lanes.all(1 / 5040f);
  private static final FloatVector C6 = Lanes.all(1 / 720f);
  private static final FloatVector C5 = Lanes.all(1 / 120f);
  private static final FloatVector C4 = Lanes.all(1 / 24f);
  private static final FloatVector C3 = Lanes.all(1 / 6f);
  private static final FloatVector HALF = Lanes.all(0.5f);
  static final FloatVector ONE = Lanes.all(1);

  private Exp() {}

  /** Of any number; of more than 88 it is that of 88. */
  static FloatVector of(FloatVector x) {
    return ofNegative(x.blend(HIGHEST, x.compare(VectorOperators.GT, HIGHEST)));
  }

  /** Of one number. */
  static float of(float x) {
    return of(Lanes.all(x)).lane(0);
  }

  /** Of numbers up to 88; of less than -87 it is that of -87. */
  static FloatVector ofNegative(FloatVector y) {
    var x = y.blend(LOWEST, y.compare(VectorOperators.LT, LOWEST));
    var shifted = x.fma(LOG2_E, ROUND);
    var n = shifted.sub(ROUND);
    var r = n.fma(LN2_LOW, n.fma(LN2_HIGH, x));
    var p = C7.fma(r, C6).fma(r, C5).fma(r, C4).fma(r, C3).fma(r, HALF).fma(r, ONE).fma(r, ONE);
    var exponent = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
    // adds n to the exponent of p, which is near 1
    return p.reinterpretAsInts().add(exponent).reinterpretAsFloats();
  }
}
