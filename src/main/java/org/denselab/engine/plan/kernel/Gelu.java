package org.denselab.engine.plan.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** {@code x Phi(x)}, Phi the normal distribution function, and its derivative. */
final class Gelu {
  private static final float SQRT_HALF = (float) Math.sqrt(0.5);
  private static final float DENSITY = (float) (1 / Math.sqrt(2 * Math.PI));

  private Gelu() {}

  static FloatVector of(FloatVector x) {
    return x.mul(distribution(x, Exp.of(x.mul(x).mul(-0.5f))));
  }

  static FloatVector derivative(FloatVector x) {
    var e = Exp.of(x.mul(x).mul(-0.5f));
    return x.mul(e).fma(Lanes.all(DENSITY), distribution(x, e));
  }

  /**
   * Phi to 1e-7: the rational approximation of erfc in Abramowitz and Stegun, 7.1.26, whose
   * exponential the derivative needs as well.
   *
   * @param e {@code exp(-x^2 / 2)}
   */
  private static FloatVector distribution(FloatVector x, FloatVector e) {
    var z = x.abs().mul(SQRT_HALF);
    var t = Lanes.all(1).div(z.fma(Lanes.all(0.3275911f), Lanes.all(1)));
    var p = Lanes.all(1.061405429f);
    p = p.fma(t, Lanes.all(-1.453152027f));
    p = p.fma(t, Lanes.all(1.421413741f));
    p = p.fma(t, Lanes.all(-0.284496736f));
    p = p.fma(t, Lanes.all(0.254829592f));
    var tail = p.mul(t).mul(e).mul(0.5f);
    return Lanes.all(1).sub(tail).blend(tail, x.compare(VectorOperators.LT, 0));
  }
}
