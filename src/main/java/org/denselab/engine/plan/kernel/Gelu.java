package org.denselab.engine.plan.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * {@code x Phi(x)}, Phi the normal distribution function, and its derivative. Phi is right to 1e-7:
 * the rational approximation of erfc in Abramowitz and Stegun, 7.1.26, whose exponential the
 * derivative needs as well.
 */
final class Gelu {
  private static final FloatVector MINUS_HALF = Lanes.all(-0.5f);
  private static final FloatVector DENSITY = Lanes.all((float) (1 / Math.sqrt(2 * Math.PI)));
  private static final FloatVector ZERO = Lanes.all(0);

  /** 7.1.26's constants for erfc(x / sqrt(2)) / 2. */
  private static final FloatVector P = Lanes.all((float) (0.3275911 * Math.sqrt(0.5)));

  private static final FloatVector A1 = Lanes.all((float) (0.254829592 / 2));
  private static final FloatVector A2 = Lanes.all((float) (-0.284496736 / 2));
  private static final FloatVector A3 = Lanes.all((float) (1.421413741 / 2));
  private static final FloatVector A4 = Lanes.all((float) (-1.453152027 / 2));
  private static final FloatVector A5 = Lanes.all((float) (1.061405429 / 2));

  private Gelu() {}

  static FloatVector of(FloatVector x) {
    return x.mul(distribution(x, Exp.ofNegative(x.mul(x).mul(MINUS_HALF))));
  }

  static FloatVector derivative(FloatVector x) {
    var e = Exp.ofNegative(x.mul(x).mul(MINUS_HALF));
    return x.mul(e).fma(DENSITY, distribution(x, e));
  }

  /**
   * Phi.
   *
   * @param e {@code exp(-x^2 / 2)}
   */
  private static FloatVector distribution(FloatVector x, FloatVector e) {
    var t = Exp.ONE.div(x.abs().fma(P, Exp.ONE));
    var tail = A5.fma(t, A4).fma(t, A3).fma(t, A2).fma(t, A1).mul(t).mul(e);
    return Exp.ONE.sub(tail).blend(tail, x.compare(VectorOperators.LT, ZERO));
  }
}
