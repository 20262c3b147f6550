package org.denselab.engine;

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
    // one hash for two columns: its upper half, then its lower
    for (int column = 0; column < count; column += 2) {
      long bits = Seeds.mix(key + (first + column) * STEP);
      factors[offset + column] = bits >>> 32 < threshold ? 0 : kept;
      if (column + 1 < count)
        factors[offset + column + 1] = (bits & 0xFFFFFFFFL) < threshold ? 0 : kept;
    }
  }
}
