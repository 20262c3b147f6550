package org.denselab.engine.plan.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.denselab.graph.Nonlinearity;

/**
 * Element-wise functions over a stretch of memory. A method a loop: the compiler inlines only so
 * much into one method, and a vector operation left out of line costs twenty.
 */
public final class Activations {
  private static final FloatVector ZERO = Lanes.all(0);
  private static final long STEP = 4L * Lanes.COUNT;

  private Activations() {}

  /** {@code y = f(x)}; both may be the same memory. */
  public static void forward(Nonlinearity f, long x, long y, int elements) {
    long end = 4L * Lanes.whole(elements);
    switch (f) {
      case GELU -> gelu(x, y, end);
      case GELU_TANH -> geluTanh(x, y, end);
      case RELU -> relu(x, y, end);
      case SILU -> silu(x, y, end);
      case TANH -> tanh(x, y, end);
    }
    if (end == 4L * elements) return;
    VectorMask<Float> rest = Lanes.rest(elements);
    Lanes.store(value(f, Lanes.load(x + end, rest)), y + end, rest);
  }

  private static void gelu(long x, long y, long end) {
    for (long i = 0; i < end; i += STEP) Lanes.store(Gelu.of(Lanes.load(x + i)), y + i);
  }

  private static void geluTanh(long x, long y, long end) {
    for (long i = 0; i < end; i += STEP) Lanes.store(Sigmoid.gelu(Lanes.load(x + i)), y + i);
  }

  private static void relu(long x, long y, long end) {
    for (long i = 0; i < end; i += STEP) Lanes.store(relu(Lanes.load(x + i)), y + i);
  }

  private static void silu(long x, long y, long end) {
    for (long i = 0; i < end; i += STEP) Lanes.store(Sigmoid.silu(Lanes.load(x + i)), y + i);
  }

  private static void tanh(long x, long y, long end) {
    for (long i = 0; i < end; i += STEP) Lanes.store(Sigmoid.tanh(Lanes.load(x + i)), y + i);
  }

  /** {@code dx = dy f'(x)}, or {@code dx +=}; {@code dx} and {@code dy} may be the same memory. */
  public static void backward(Nonlinearity f, long x, long dy, long dx, boolean add, int elements) {
    long end = 4L * Lanes.whole(elements);
    switch (f) {
      case GELU -> geluBackward(x, dy, dx, add, end);
      case GELU_TANH -> geluTanhBackward(x, dy, dx, add, end);
      case RELU -> reluBackward(x, dy, dx, add, end);
      case SILU -> siluBackward(x, dy, dx, add, end);
      case TANH -> tanhBackward(x, dy, dx, add, end);
    }
    if (end == 4L * elements) return;
    VectorMask<Float> rest = Lanes.rest(elements);
    var value = derivative(f, Lanes.load(x + end, rest)).mul(Lanes.load(dy + end, rest));
    if (add) value = value.add(Lanes.load(dx + end, rest));
    Lanes.store(value, dx + end, rest);
  }

  private static void geluBackward(long x, long dy, long dx, boolean add, long end) {
    for (long i = 0; i < end; i += STEP)
      put(Gelu.derivative(Lanes.load(x + i)).mul(Lanes.load(dy + i)), dx + i, add);
  }

  private static void geluTanhBackward(long x, long dy, long dx, boolean add, long end) {
    for (long i = 0; i < end; i += STEP)
      put(Sigmoid.geluDerivative(Lanes.load(x + i)).mul(Lanes.load(dy + i)), dx + i, add);
  }

  private static void reluBackward(long x, long dy, long dx, boolean add, long end) {
    for (long i = 0; i < end; i += STEP)
      put(step(Lanes.load(x + i)).mul(Lanes.load(dy + i)), dx + i, add);
  }

  private static void siluBackward(long x, long dy, long dx, boolean add, long end) {
    for (long i = 0; i < end; i += STEP)
      put(Sigmoid.siluDerivative(Lanes.load(x + i)).mul(Lanes.load(dy + i)), dx + i, add);
  }

  private static void tanhBackward(long x, long dy, long dx, boolean add, long end) {
    for (long i = 0; i < end; i += STEP)
      put(Sigmoid.tanhDerivative(Lanes.load(x + i)).mul(Lanes.load(dy + i)), dx + i, add);
  }

  private static void put(FloatVector value, long address, boolean add) {
    Lanes.put(value, address, add);
  }

  static FloatVector relu(FloatVector x) {
    return x.blend(ZERO, x.compare(VectorOperators.LT, ZERO));
  }

  static FloatVector step(FloatVector x) {
    return ZERO.blend(Exp.ONE, x.compare(VectorOperators.GT, ZERO));
  }

  static FloatVector value(Nonlinearity f, FloatVector x) {
    return switch (f) {
      case GELU -> Gelu.of(x);
      case GELU_TANH -> Sigmoid.gelu(x);
      case RELU -> relu(x);
      case SILU -> Sigmoid.silu(x);
      case TANH -> Sigmoid.tanh(x);
    };
  }

  static FloatVector derivative(Nonlinearity f, FloatVector x) {
    return switch (f) {
      case GELU -> Gelu.derivative(x);
      case GELU_TANH -> Sigmoid.geluDerivative(x);
      case RELU -> step(x);
      case SILU -> Sigmoid.siluDerivative(x);
      case TANH -> Sigmoid.tanhDerivative(x);
    };
  }
}
