package org.denselab.train;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.stream.IntStream;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.denselab.engine.Gradients;

/**
 * The L2 norm over all gradients together, summed in fp64 in an order that threads do not change.
 */
final class GradientNorm {
  private static final int STRETCH = 1 << 14;
  private static final VectorSpecies<Double> WIDE = DoubleVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> NARROW =
      VectorSpecies.of(float.class, VectorShape.forBitSize(WIDE.vectorBitSize() / 2));

  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private GradientNorm() {}

  static double of(Gradients gradients) {
    double sum = 0;
    for (MemorySegment gradient : gradients.all().values()) sum += squares(gradient);
    return Math.sqrt(sum);
  }

  private static double squares(MemorySegment values) {
    long elements = values.byteSize() / 4;
    double[] sums = new double[Math.toIntExact((elements + STRETCH - 1) / STRETCH)];
    var range = IntStream.range(0, sums.length);
    (sums.length > 4 ? range.parallel() : range)
        .forEach(
            s -> {
              long from = (long) s * STRETCH;
              sums[s] = squares(values, from, Math.min(elements, from + STRETCH));
            });
    double sum = 0;
    for (double part : sums) sum += part;
    return sum;
  }

  private static double squares(MemorySegment values, long from, long to) {
    var sum = DoubleVector.zero(WIDE);
    long whole = from + (to - from) / NARROW.length() * NARROW.length();
    for (long i = from; i < whole; i += NARROW.length()) {
      var wide = wide(FloatVector.fromMemorySegment(NARROW, values, 4 * i, ORDER));
      sum = wide.fma(wide, sum);
    }
    if (whole < to) {
      var mask = NARROW.indexInRange(whole, to);
      var wide = wide(FloatVector.fromMemorySegment(NARROW, values, 4 * whole, ORDER, mask));
      sum = wide.fma(wide, sum);
    }
    // reduceLanes adds in another order once it is compiled
    double total = 0;
    for (double lane : sum.toArray()) total += lane;
    return total;
  }

  private static DoubleVector wide(FloatVector narrow) {
    return (DoubleVector) narrow.convertShape(VectorOperators.F2D, WIDE, 0);
  }
}
