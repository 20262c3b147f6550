package org.denselab.engine.plan.kernel;

import jdk.incubator.vector.FloatVector;

/** Functions of the form {@code x sigmoid(g(x))}: SiLU, and GELU by tanh. */
final class Sigmoid {
  private static final float LINEAR = (float) (2 * Math.sqrt(2 / Math.PI));
  private static final float CUBIC = 0.044715f * LINEAR;

  private Sigmoid() {}

  static FloatVector silu(FloatVector x) {
    return x.mul(of(x));
  }

  static FloatVector siluDerivative(FloatVector x) {
    return derivative(x, of(x), Lanes.all(1));
  }

  /** {@code (1 + tanh z) / 2} is {@code sigmoid(2 z)}. */
  static FloatVector gelu(FloatVector x) {
    return x.mul(of(inner(x)));
  }

  static FloatVector geluDerivative(FloatVector x) {
    var slope = x.mul(x).fma(Lanes.all(3 * CUBIC), Lanes.all(LINEAR));
    return derivative(x, of(inner(x)), slope);
  }

  private static FloatVector inner(FloatVector x) {
    return x.mul(x).fma(Lanes.all(CUBIC), Lanes.all(LINEAR)).mul(x);
  }

  private static FloatVector of(FloatVector x) {
    return Lanes.all(1).div(Exp.of(x.neg()).add(1));
  }

  private static FloatVector derivative(FloatVector x, FloatVector s, FloatVector slope) {
    return x.mul(s).mul(Lanes.all(1).sub(s)).fma(slope, s);
  }
}
