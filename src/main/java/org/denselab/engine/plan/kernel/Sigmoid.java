package org.denselab.engine.plan.kernel;

import jdk.incubator.vector.FloatVector;

/** Functions of the form {@code x sigmoid(g(x))}: SiLU, and GELU by tanh; and tanh itself. */
final class Sigmoid {
  private static final double SLOPE = 2 * Math.sqrt(2 / Math.PI);
  private static final FloatVector LINEAR = Lanes.all((float) SLOPE);
  private static final FloatVector CUBIC = Lanes.all((float) (0.044715 * SLOPE));
  private static final FloatVector CUBIC_SLOPE = Lanes.all((float) (3 * 0.044715 * SLOPE));
  private static final FloatVector FOUR = Lanes.all(4);

  private Sigmoid() {}

  static FloatVector silu(FloatVector x) {
    return x.mul(of(x));
  }

  static FloatVector siluDerivative(FloatVector x) {
    return derivative(x, of(x), Exp.ONE);
  }

  /** {@code (1 + tanh z) / 2} is {@code sigmoid(2 z)}. */
  static FloatVector gelu(FloatVector x) {
    return x.mul(of(inner(x)));
  }

  static FloatVector geluDerivative(FloatVector x) {
    return derivative(x, of(inner(x)), x.mul(x).fma(CUBIC_SLOPE, LINEAR));
  }

  /** {@code 2 sigmoid(2 x) - 1}. */
  static FloatVector tanh(FloatVector x) {
    var s = of(x.add(x));
    return s.add(s).sub(Exp.ONE);
  }

  /** {@code 1 - tanh²}, as {@code 4 s (1 - s)} of the sigmoid. */
  static FloatVector tanhDerivative(FloatVector x) {
    var s = of(x.add(x));
    return s.mul(Exp.ONE.sub(s)).mul(FOUR);
  }

  private static FloatVector inner(FloatVector x) {
    return x.mul(x).fma(CUBIC, LINEAR).mul(x);
  }

  private static FloatVector of(FloatVector x) {
    return Exp.ONE.div(Exp.of(x.neg()).add(Exp.ONE));
  }

  private static FloatVector derivative(FloatVector x, FloatVector s, FloatVector slope) {
    return x.mul(s).mul(Exp.ONE.sub(s)).fma(slope, s);
  }
}
