package org.denselab.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.denselab.base.Seeds;

/**
 * Dropout's factors: 0 or {@code 1 / (1 - rate)}, a pure function of (seed, step, site, sequence,
 * head, row, column), so that padded, packed and chunked passes of every engine draw the same.
 *
 * @param site the block's name
 * @param rate share of zeros, in [0, 1)
 */
public record DropoutMask(Batch.Noise noise, String site, double rate) {
  private static final long STEP = 0x9E3779B97F4A7C15L;
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;

  // Seeds.mix's
  private static final LongVector FIRST = LongVector.broadcast(LONGS, 0xBF58476D1CE4E5B9L);
  private static final LongVector SECOND = LongVector.broadcast(LONGS, 0x94D049BB133111EBL);

  /** What is added to the key for the first vector's columns: every second one. */
  private static final LongVector COLUMNS = LongVector.zero(LONGS).addIndex(2).mul(STEP);

  private static final FloatVector ZERO = FloatVector.zero(FLOATS);

  /**
   * Fills {@code count} factors from {@code offset} on: columns 0 and up of one row.
   *
   * @param sequence its number within this batch
   * @param head attention head, 0 for hidden states
   * @param row the token's place in its sequence
   */
  public void fill(int sequence, int head, int row, float[] factors, int offset, int count) {
    fill(sequence, head, row, 0, factors, offset, count);
  }

  /**
   * The same from a column on.
   *
   * @param first even
   */
  public void fill(
      int sequence, int head, int row, int first, float[] factors, int offset, int count) {
    float kept = (float) (1 / (1 - rate));
    long threshold = (long) (rate * (1L << 32));
    long key = Seeds.mix(noise.seed() ^ Seeds.mix(site.hashCode() + STEP));
    key = Seeds.mix(key ^ Seeds.mix(noise.step() + STEP));
    key = Seeds.mix(key + noise.firstSequence() + sequence);
    key = Seeds.mix(key + ((long) head << 32) + row);
    key += first * STEP;
    int whole = FLOATS.loopBound(count);
    fillWhole(key, threshold, kept, factors, offset, whole);
    fillRest(key, threshold, kept, factors, offset, whole, count);
  }

  /** One hash for two columns: its upper half, then its lower. */
  private static void fillRest(
      long key, long threshold, float kept, float[] factors, int offset, int from, int count) {
    for (int column = from; column < count; column += 2) {
      long bits = Seeds.mix(key + column * STEP);
      factors[offset + column] = bits >>> 32 < threshold ? 0 : kept;
      if (column + 1 < count)
        factors[offset + column + 1] = (bits & 0xFFFFFFFFL) < threshold ? 0 : kept;
    }
  }

  /** The same by the vector: a vector of hashes has as many halves as one of factors has lanes. */
  private static void fillWhole(
      long key, long threshold, float kept, float[] factors, int offset, int whole) {
    var limit = IntVector.broadcast(INTS, (int) threshold);
    var factor = FloatVector.broadcast(FLOATS, kept);
    var state = COLUMNS.add(key);
    for (int column = 0; column < whole; column += FLOATS.length()) {
      var halves = mix(state).lanewise(VectorOperators.ROL, 32).reinterpretAsInts();
      var zero = halves.compare(VectorOperators.ULT, limit).cast(FLOATS);
      factor.blend(ZERO, zero).intoArray(factors, offset + column);
      state = state.add(FLOATS.length() * STEP);
    }
  }

  /** {@link Seeds#mix} of each lane. */
  private static LongVector mix(LongVector z) {
    z = z.lanewise(VectorOperators.LSHR, 30).lanewise(VectorOperators.XOR, z).mul(FIRST);
    z = z.lanewise(VectorOperators.LSHR, 27).lanewise(VectorOperators.XOR, z).mul(SECOND);
    return z.lanewise(VectorOperators.LSHR, 31).lanewise(VectorOperators.XOR, z);
  }
}
