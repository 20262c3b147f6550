package org.denselab.engine.plan.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Between fp32 and the two halves. bf16 is the upper half of an fp32, rounded to nearest even. */
public final class Half {
  private static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, Lanes.SPECIES.vectorShape());
  private static final VectorSpecies<Short> SHORTS =
      VectorSpecies.of(short.class, VectorShape.forBitSize(Lanes.SPECIES.vectorBitSize() / 2));

  /** What an fp16's bits, moved to their places in an fp32, lack in the exponent. */
  private static final float REBIAS = 0x1p112f;

  private static final int INFINITE = 0x7c00 << 13;

  private Half() {}

  /** {@code bf16 = fp32}. */
  public static void narrow(long fp32, long bf16, long elements) {
    int whole = Lanes.whole(Math.toIntExact(elements));
    for (int i = 0; i < whole; i += Lanes.COUNT)
      store(narrowed(Lanes.load(fp32 + 4L * i)), bf16 + 2L * i);
    if (whole == elements) return;
    var rest = Lanes.rest((int) elements);
    narrowed(Lanes.load(fp32 + 4L * whole, rest))
        .intoMemorySegment(
            Lanes.ALL, bf16 + 2L * whole, Lanes.ORDER, SHORTS.indexInRange(whole, elements));
  }

  /** {@code fp32 = bf16}, or {@code fp32 +=}. */
  public static void widen(long bf16, long fp32, boolean add, int elements) {
    int whole = Lanes.whole(elements);
    if (add)
      for (int i = 0; i < whole; i += Lanes.COUNT)
        Lanes.store(load(bf16 + 2L * i).add(Lanes.load(fp32 + 4L * i)), fp32 + 4L * i);
    else
      for (int i = 0; i < whole; i += Lanes.COUNT) Lanes.store(load(bf16 + 2L * i), fp32 + 4L * i);
    if (whole == elements) return;
    VectorMask<Float> rest = Lanes.rest(elements);
    var value = widened(bits(bf16 + 2L * whole, SHORTS.indexInRange(whole, elements)));
    put(value, fp32 + 4L * whole, add, rest);
  }

  /** Zeros in bf16. */
  public static void zero(long bf16, long elements) {
    Lanes.ALL.asSlice(bf16, 2 * elements).fill((byte) 0);
  }

  /** {@code fp32[width] +=} the sum of {@code rows} rows of bf16. */
  public static void addRows(long bf16, int rows, int width, long fp32) {
    for (int row = 0; row < rows; row++) widen(bf16 + 2L * row * width, fp32, true, width);
  }

  /** The same of fp16. */
  public static void widenFp16(long fp16, long fp32, boolean add, int elements) {
    int whole = Lanes.whole(elements);
    for (int i = 0; i < whole; i += Lanes.COUNT) {
      var value = fromFp16(bits(fp16 + 2L * i));
      if (add) value = value.add(Lanes.load(fp32 + 4L * i));
      Lanes.store(value, fp32 + 4L * i);
    }
    if (whole == elements) return;
    var value = fromFp16(bits(fp16 + 2L * whole, SHORTS.indexInRange(whole, elements)));
    put(value, fp32 + 4L * whole, add, Lanes.rest(elements));
  }

  private static void put(FloatVector value, long address, boolean add, VectorMask<Float> rest) {
    Lanes.put(value, address, rest, add);
  }

  private static FloatVector load(long bf16) {
    return widened(bits(bf16));
  }

  private static IntVector bits(long address) {
    return (IntVector)
        ShortVector.fromMemorySegment(SHORTS, Lanes.ALL, address, Lanes.ORDER)
            .convertShape(VectorOperators.ZERO_EXTEND_S2I, INTS, 0);
  }

  private static IntVector bits(long address, VectorMask<Short> mask) {
    return (IntVector)
        ShortVector.fromMemorySegment(SHORTS, Lanes.ALL, address, Lanes.ORDER, mask)
            .convertShape(VectorOperators.ZERO_EXTEND_S2I, INTS, 0);
  }

  private static FloatVector widened(IntVector bits) {
    return bits.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats();
  }

  /** Infinity, and what is no number, keep their exponent of ones. */
  private static FloatVector fromFp16(IntVector half) {
    var magnitude = half.and(0x7fff).lanewise(VectorOperators.LSHL, 13);
    var value = magnitude.reinterpretAsFloats().mul(REBIAS).reinterpretAsInts();
    var special = magnitude.compare(VectorOperators.GE, INFINITE);
    value = value.blend(magnitude.or(0x7f800000), special);
    return value.or(half.and(0x8000).lanewise(VectorOperators.LSHL, 16)).reinterpretAsFloats();
  }

  /** Arithmetic's own not-a-number survives the rounding. */
  private static ShortVector narrowed(FloatVector value) {
    var bits = value.reinterpretAsInts();
    var odd = bits.lanewise(VectorOperators.LSHR, 16).and(1);
    var rounded = bits.add(0x7fff).add(odd).lanewise(VectorOperators.LSHR, 16);
    return (ShortVector) rounded.convertShape(VectorOperators.I2S, SHORTS, 0);
  }

  private static void store(ShortVector value, long address) {
    value.intoMemorySegment(Lanes.ALL, address, Lanes.ORDER);
  }
}
