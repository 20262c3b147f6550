package org.denselab.engine.plan;

/**
 * What a batch asks of memory.
 *
 * @param tokens packed rows, rounded up
 * @param sequences rows of pooled vectors, rounded up
 * @param pairs elements of all attention matrices of one head that are in memory whole, rows padded
 *     to whole vectors
 * @param square the same for the longest of these sequences
 * @param longest tokens of the longest sequence
 * @param longTokens tokens of sequences whose attention matrices are never in memory whole
 */
record Capacity(
    long tokens, long sequences, long pairs, long square, long longest, long longTokens) {
  static final Capacity NONE = new Capacity(0, 0, 0, 0, 0, 0);

  boolean holds(Capacity other) {
    return max(other).equals(this);
  }

  Capacity max(Capacity other) {
    return new Capacity(
        Math.max(tokens, other.tokens),
        Math.max(sequences, other.sequences),
        Math.max(pairs, other.pairs),
        Math.max(square, other.square),
        Math.max(longest, other.longest),
        Math.max(longTokens, other.longTokens));
  }
}
