package org.denselab.train;

import java.lang.foreign.MemorySegment;
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
    for (long i = from; i < to; i += SPECIES.length()) {
      VectorMask<Float> mask = SPECIES.indexInRange(i, to);
      long at = 4 * i;
      var value = FloatVector.fromMemorySegment(SPECIES, values, at, ORDER, mask);
      var g = FloatVector.fromMemorySegment(SPECIES, gradient, at, ORDER, mask).mul(scale);
      if (coupled != 0) g = value.mul(coupled).add(g);
      var m = FloatVector.fromMemorySegment(SPECIES, first, at, ORDER, mask);
      var v = FloatVector.fromMemorySegment(SPECIES, second, at, ORDER, mask);
      m = m.mul(beta1).add(g.mul(1 - beta1));
      v = v.mul(beta2).add(g.mul(g).mul(1 - beta2));
      var step = m.mul(rate).div(v.sqrt().mul(correction).add(epsilon));
      value.mul(keep).sub(step).intoMemorySegment(values, at, ORDER, mask);
      m.intoMemorySegment(first, at, ORDER, mask);
      v.intoMemorySegment(second, at, ORDER, mask);
    }
  }
}
