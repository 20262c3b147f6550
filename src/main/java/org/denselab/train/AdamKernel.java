package org.denselab.train;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * One Adam or AdamW step over a stretch of one parameter, element by element, fp32: the same bits
 * however the parameter is cut.
 *
 * @param scale what gradients are multiplied by first: clipping and averaging
 * @param coupled L2 added to the gradient (Adam)
 * @param keep what values are multiplied by first, {@code 1 - lr * decay} (AdamW)
 * @param rate {@code lr / (1 - beta1^t)}
 * @param correction {@code 1 / sqrt(1 - beta2^t)}
 */
record AdamKernel(
    float scale,
    float coupled,
    float keep,
    float beta1,
    float beta2,
    float rate,
    float correction,
    float epsilon) {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  /** Updates elements {@code from..to}. */
  void apply(
      MemorySegment values,
      MemorySegment gradient,
      MemorySegment first,
      MemorySegment second,
      long from,
      long to) {
    long whole = from + (to - from) / SPECIES.length() * SPECIES.length();
    // two loops: a mask in the first would cost more than the arithmetic
    for (long i = from; i < whole; i += SPECIES.length())
      whole(values, gradient, first, second, 4 * i);
    if (whole < to) {
      VectorMask<Float> mask = SPECIES.indexInRange(whole, to);
      masked(values, gradient, first, second, 4 * whole, mask);
    }
  }

  /**
   * By how much this step moved its elements, all in all.
   *
   * @param values after it, as the moments are
   */
  double moved(
      MemorySegment values, MemorySegment first, MemorySegment second, long from, long to) {
    double sum = 0;
    for (long i = from; i < to; i++) {
      double value = values.getAtIndex(ValueLayout.JAVA_FLOAT, i);
      double m = first.getAtIndex(ValueLayout.JAVA_FLOAT, i);
      double v = second.getAtIndex(ValueLayout.JAVA_FLOAT, i);
      double step = m * rate / (Math.sqrt(v) * correction + epsilon);
      sum += Math.abs((value + step) / keep - value);
    }
    return sum;
  }

  private void whole(
      MemorySegment values,
      MemorySegment gradient,
      MemorySegment first,
      MemorySegment second,
      long at) {
    var value = FloatVector.fromMemorySegment(SPECIES, values, at, ORDER);
    var g = gradient(FloatVector.fromMemorySegment(SPECIES, gradient, at, ORDER), value);
    var m = mean(FloatVector.fromMemorySegment(SPECIES, first, at, ORDER), g);
    var v = square(FloatVector.fromMemorySegment(SPECIES, second, at, ORDER), g);
    moved(value, m, v).intoMemorySegment(values, at, ORDER);
    m.intoMemorySegment(first, at, ORDER);
    v.intoMemorySegment(second, at, ORDER);
  }

  private void masked(
      MemorySegment values,
      MemorySegment gradient,
      MemorySegment first,
      MemorySegment second,
      long at,
      VectorMask<Float> mask) {
    var value = FloatVector.fromMemorySegment(SPECIES, values, at, ORDER, mask);
    var g = gradient(FloatVector.fromMemorySegment(SPECIES, gradient, at, ORDER, mask), value);
    var m = mean(FloatVector.fromMemorySegment(SPECIES, first, at, ORDER, mask), g);
    var v = square(FloatVector.fromMemorySegment(SPECIES, second, at, ORDER, mask), g);
    moved(value, m, v).intoMemorySegment(values, at, ORDER, mask);
    m.intoMemorySegment(first, at, ORDER, mask);
    v.intoMemorySegment(second, at, ORDER, mask);
  }

  private FloatVector gradient(FloatVector g, FloatVector value) {
    var scaled = g.mul(scale);
    return coupled == 0 ? scaled : value.mul(coupled).add(scaled);
  }

  private FloatVector mean(FloatVector m, FloatVector g) {
    return m.mul(beta1).add(g.mul(1 - beta1));
  }

  private FloatVector square(FloatVector v, FloatVector g) {
    return v.mul(beta2).add(g.mul(g).mul(1 - beta2));
  }

  private FloatVector moved(FloatVector value, FloatVector m, FloatVector v) {
    var step = m.mul(rate).div(v.sqrt().mul(correction).add(epsilon));
    return value.mul(keep).sub(step);
  }
}
