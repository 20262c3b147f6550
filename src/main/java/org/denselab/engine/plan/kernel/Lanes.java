package org.denselab.engine.plan.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Native memory by absolute address, a vector of the processor's width at a time. There are no
 * bounds here: who places buffers answers for them.
 */
public final class Lanes {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** Floats in a vector. */
  public static final int COUNT = SPECIES.length();

  /** All memory as one segment, a constant to the compiler: accesses check nothing at run time. */
  static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private static final VectorShuffle<Float> BY_1 = rotation(1);
  private static final VectorShuffle<Float> BY_2 = rotation(2);
  private static final VectorShuffle<Float> BY_4 = rotation(4);
  private static final VectorShuffle<Float> BY_8 = rotation(8);
  private static final VectorShuffle<Float> BY_16 = rotation(16);
  private static final VectorShuffle<Float> BY_32 = rotation(32);
  static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private Lanes() {}

  private static VectorShuffle<Float> rotation(int lanes) {
    return VectorShuffle.iota(SPECIES, lanes % COUNT, 1, true);
  }

  /**
   * The sum of all lanes, always in the same order: that of {@code reduceLanes} depends on whether
   * the code around it is compiled yet.
   */
  static float sum(FloatVector v) {
    if (COUNT > 32) v = v.add(v.rearrange(BY_32));
    if (COUNT > 16) v = v.add(v.rearrange(BY_16));
    if (COUNT > 8) v = v.add(v.rearrange(BY_8));
    if (COUNT > 4) v = v.add(v.rearrange(BY_4));
    if (COUNT > 2) v = v.add(v.rearrange(BY_2));
    return v.add(v.rearrange(BY_1)).lane(0);
  }

  /** Lane by lane; where one is no number, either. */
  static FloatVector larger(FloatVector a, FloatVector b) {
    return a.blend(b, b.compare(VectorOperators.GT, a));
  }

  /** The largest lane: {@code reduceLanes} minds signed zeros, which takes four times as long. */
  static float largest(FloatVector v) {
    if (COUNT > 32) v = larger(v, v.rearrange(BY_32));
    if (COUNT > 16) v = larger(v, v.rearrange(BY_16));
    if (COUNT > 8) v = larger(v, v.rearrange(BY_8));
    if (COUNT > 4) v = larger(v, v.rearrange(BY_4));
    if (COUNT > 2) v = larger(v, v.rearrange(BY_2));
    return larger(v, v.rearrange(BY_1)).lane(0);
  }

  static FloatVector load(long address) {
    return FloatVector.fromMemorySegment(SPECIES, ALL, address, ORDER);
  }

  /** Lanes outside the mask are 0. */
  static FloatVector load(long address, VectorMask<Float> mask) {
    return FloatVector.fromMemorySegment(SPECIES, ALL, address, ORDER, mask);
  }

  static void store(FloatVector value, long address) {
    value.intoMemorySegment(ALL, address, ORDER);
  }

  static void store(FloatVector value, long address, VectorMask<Float> mask) {
    value.intoMemorySegment(ALL, address, ORDER, mask);
  }

  /**
   * Stores, or adds to what is there. Two stores: of one store of either vector the compiler makes
   * an object, once a program has done both.
   */
  static void put(FloatVector value, long address, boolean add) {
    if (add) store(value.add(load(address)), address);
    else store(value, address);
  }

  static void put(FloatVector value, long address, VectorMask<Float> mask, boolean add) {
    if (add) store(value.add(load(address, mask)), address, mask);
    else store(value, address, mask);
  }

  static FloatVector all(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }

  /** Elements of the fewest whole vectors that hold so many. */
  public static int roundUp(int elements) {
    return (elements + COUNT - 1) / COUNT * COUNT;
  }

  /** Elements that whole vectors cover. */
  static int whole(int elements) {
    return SPECIES.loopBound(elements);
  }

  /** What is left after {@link #whole}. */
  static VectorMask<Float> rest(int elements) {
    return SPECIES.indexInRange(whole(elements), elements);
  }

  public static float get(long address) {
    return ALL.get(JAVA_FLOAT_UNALIGNED, address);
  }

  public static void set(long address, float value) {
    ALL.set(JAVA_FLOAT_UNALIGNED, address, value);
  }

  /** Copies {@code elements} floats. */
  public static void copy(long from, long to, long elements) {
    MemorySegment.copy(ALL, from, ALL, to, 4 * elements);
  }

  public static void copy(float[] from, int offset, long to, int elements) {
    MemorySegment.copy(from, offset, ALL, JAVA_FLOAT_UNALIGNED, to, elements);
  }

  public static void copy(long from, float[] to, int offset, int elements) {
    MemorySegment.copy(ALL, JAVA_FLOAT_UNALIGNED, from, to, offset, elements);
  }

  public static void zero(long address, long elements) {
    ALL.asSlice(address, 4 * elements).fill((byte) 0);
  }
}
