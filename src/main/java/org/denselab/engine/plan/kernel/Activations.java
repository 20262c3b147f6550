package org.denselab.engine.plan.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.denselab.graph.Nonlinearity;

/** Element-wise functions over a stretch of memory. */
public final class Activations {
  private Activations() {}

  /** {@code y = f(x)}; both may be the same memory. */
  public static void forward(Nonlinearity f, long x, long y, int elements) {
    int whole = Lanes.whole(elements);
    // a loop a function: the compiler inlines what it can tell apart
    switch (f) {
      case GELU -> {
        for (long i = 0; i < 4L * whole; i += 4L * Lanes.COUNT)
          Lanes.store(Gelu.of(Lanes.load(x + i)), y + i);
      }
      case GELU_TANH -> {
        for (long i = 0; i < 4L * whole; i += 4L * Lanes.COUNT)
          Lanes.store(Sigmoid.gelu(Lanes.load(x + i)), y + i);
      }
      case RELU -> {
        for (long i = 0; i < 4L * whole; i += 4L * Lanes.COUNT)
          Lanes.store(Lanes.load(x + i).max(0), y + i);
      }
      case SILU -> {
        for (long i = 0; i < 4L * whole; i += 4L * Lanes.COUNT)
          Lanes.store(Sigmoid.silu(Lanes.load(x + i)), y + i);
      }
    }
    if (whole == elements) return;
    VectorMask<Float> rest = Lanes.rest(elements);
    Lanes.store(value(f, Lanes.load(x + 4L * whole, rest)), y + 4L * whole, rest);
  }

  /** {@code dx = dy f'(x)}, or {@code dx +=}; {@code dx} and {@code dy} may be the same memory. */
  public static void backward(Nonlinearity f, long x, long dy, long dx, boolean add, int elements) {
    int whole = Lanes.whole(elements);
    switch (f) {
      case GELU -> {
        for (long i = 0; i < 4L * whole; i += 4L * Lanes.COUNT)
          put(Gelu.derivative(Lanes.load(x + i)).mul(Lanes.load(dy + i)), dx + i, add);
      }
      case GELU_TANH -> {
        for (long i = 0; i < 4L * whole; i += 4L * Lanes.COUNT)
          put(Sigmoid.geluDerivative(Lanes.load(x + i)).mul(Lanes.load(dy + i)), dx + i, add);
      }
      case RELU -> {
        for (long i = 0; i < 4L * whole; i += 4L * Lanes.COUNT)
          put(step(Lanes.load(x + i)).mul(Lanes.load(dy + i)), dx + i, add);
      }
      case SILU -> {
        for (long i = 0; i < 4L * whole; i += 4L * Lanes.COUNT)
          put(Sigmoid.siluDerivative(Lanes.load(x + i)).mul(Lanes.load(dy + i)), dx + i, add);
      }
    }
    if (whole == elements) return;
    long at = 4L * whole;
    VectorMask<Float> rest = Lanes.rest(elements);
    var value = derivative(f, Lanes.load(x + at, rest)).mul(Lanes.load(dy + at, rest));
    if (add) value = value.add(Lanes.load(dx + at, rest));
    Lanes.store(value, dx + at, rest);
  }

  private static void put(FloatVector value, long address, boolean add) {
    Lanes.store(add ? value.add(Lanes.load(address)) : value, address);
  }

  private static FloatVector step(FloatVector x) {
    return Lanes.all(0).blend(1, x.compare(VectorOperators.GT, 0));
  }

  private static FloatVector value(Nonlinearity f, FloatVector x) {
    return switch (f) {
      case GELU -> Gelu.of(x);
      case GELU_TANH -> Sigmoid.gelu(x);
      case RELU -> x.max(0);
      case SILU -> Sigmoid.silu(x);
    };
  }

  private static FloatVector derivative(Nonlinearity f, FloatVector x) {
    return switch (f) {
      case GELU -> Gelu.derivative(x);
      case GELU_TANH -> Sigmoid.geluDerivative(x);
      case RELU -> step(x);
      case SILU -> Sigmoid.siluDerivative(x);
    };
  }
}
