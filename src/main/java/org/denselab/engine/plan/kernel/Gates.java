package org.denselab.engine.plan.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.denselab.graph.Nonlinearity;

/**
 * Gated units {@code f(gate) up} (arXiv 2002.05202) in one pass over memory. A method a loop, as in
 * {@link Activations}.
 */
public final class Gates {
  private static final long STEP = 4L * Lanes.COUNT;

  private Gates() {}

  /** {@code y = f(gate) up}; y may be the memory of either. */
  public static void forward(Nonlinearity f, long gate, long up, long y, int elements) {
    long end = 4L * Lanes.whole(elements);
    switch (f) {
      case GELU -> gelu(gate, up, y, end);
      case GELU_TANH -> geluTanh(gate, up, y, end);
      case RELU -> relu(gate, up, y, end);
      case SILU -> silu(gate, up, y, end);
      case TANH -> tanh(gate, up, y, end);
    }
    if (end == 4L * elements) return;
    VectorMask<Float> rest = Lanes.rest(elements);
    var value = Activations.value(f, Lanes.load(gate + end, rest));
    Lanes.store(value.mul(Lanes.load(up + end, rest)), y + end, rest);
  }

  private static void gelu(long gate, long up, long y, long end) {
    for (long i = 0; i < end; i += STEP)
      Lanes.store(Gelu.of(Lanes.load(gate + i)).mul(Lanes.load(up + i)), y + i);
  }

  private static void geluTanh(long gate, long up, long y, long end) {
    for (long i = 0; i < end; i += STEP)
      Lanes.store(Sigmoid.gelu(Lanes.load(gate + i)).mul(Lanes.load(up + i)), y + i);
  }

  private static void relu(long gate, long up, long y, long end) {
    for (long i = 0; i < end; i += STEP)
      Lanes.store(Activations.relu(Lanes.load(gate + i)).mul(Lanes.load(up + i)), y + i);
  }

  private static void silu(long gate, long up, long y, long end) {
    for (long i = 0; i < end; i += STEP)
      Lanes.store(Sigmoid.silu(Lanes.load(gate + i)).mul(Lanes.load(up + i)), y + i);
  }

  private static void tanh(long gate, long up, long y, long end) {
    for (long i = 0; i < end; i += STEP)
      Lanes.store(Sigmoid.tanh(Lanes.load(gate + i)).mul(Lanes.load(up + i)), y + i);
  }

  /**
   * {@code dGate = dy up f'(gate)} and {@code dUp = dy f(gate)}; either may be the memory of dy.
   */
  public static void backward(
      Nonlinearity f, long gate, long up, long dy, long dGate, long dUp, int elements) {
    long end = 4L * Lanes.whole(elements);
    switch (f) {
      case GELU -> geluBackward(gate, up, dy, dGate, dUp, end);
      case GELU_TANH -> geluTanhBackward(gate, up, dy, dGate, dUp, end);
      case RELU -> reluBackward(gate, up, dy, dGate, dUp, end);
      case SILU -> siluBackward(gate, up, dy, dGate, dUp, end);
      case TANH -> tanhBackward(gate, up, dy, dGate, dUp, end);
    }
    if (end == 4L * elements) return;
    VectorMask<Float> rest = Lanes.rest(elements);
    var g = Lanes.load(gate + end, rest);
    var d = Lanes.load(dy + end, rest);
    var u = Lanes.load(up + end, rest);
    Lanes.store(d.mul(u).mul(Activations.derivative(f, g)), dGate + end, rest);
    Lanes.store(d.mul(Activations.value(f, g)), dUp + end, rest);
  }

  private static void geluBackward(long gate, long up, long dy, long dGate, long dUp, long end) {
    for (long i = 0; i < end; i += STEP) {
      var g = Lanes.load(gate + i);
      var d = Lanes.load(dy + i);
      put(d, Lanes.load(up + i), Gelu.of(g), Gelu.derivative(g), dGate + i, dUp + i);
    }
  }

  private static void geluTanhBackward(
      long gate, long up, long dy, long dGate, long dUp, long end) {
    for (long i = 0; i < end; i += STEP) {
      var g = Lanes.load(gate + i);
      var d = Lanes.load(dy + i);
      put(d, Lanes.load(up + i), Sigmoid.gelu(g), Sigmoid.geluDerivative(g), dGate + i, dUp + i);
    }
  }

  private static void reluBackward(long gate, long up, long dy, long dGate, long dUp, long end) {
    for (long i = 0; i < end; i += STEP) {
      var g = Lanes.load(gate + i);
      var d = Lanes.load(dy + i);
      put(d, Lanes.load(up + i), Activations.relu(g), Activations.step(g), dGate + i, dUp + i);
    }
  }

  private static void siluBackward(long gate, long up, long dy, long dGate, long dUp, long end) {
    for (long i = 0; i < end; i += STEP) {
      var g = Lanes.load(gate + i);
      var d = Lanes.load(dy + i);
      put(d, Lanes.load(up + i), Sigmoid.silu(g), Sigmoid.siluDerivative(g), dGate + i, dUp + i);
    }
  }

  private static void tanhBackward(long gate, long up, long dy, long dGate, long dUp, long end) {
    for (long i = 0; i < end; i += STEP) {
      var g = Lanes.load(gate + i);
      var d = Lanes.load(dy + i);
      put(d, Lanes.load(up + i), Sigmoid.tanh(g), Sigmoid.tanhDerivative(g), dGate + i, dUp + i);
    }
  }

  private static void put(
      FloatVector d, FloatVector up, FloatVector f, FloatVector slope, long dGate, long dUp) {
    Lanes.store(d.mul(up).mul(slope), dGate);
    Lanes.store(d.mul(f), dUp);
  }
}
