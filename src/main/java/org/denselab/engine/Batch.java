package org.denselab.engine;

/**
 * Token sequences of one forward pass, ragged: no padding here, an engine pads or packs as it
 * likes.
 *
 * @param ids {@code ids[b]} are the tokens of sequence b, at least one
 * @param typeIds token types (BERT's segments), or null for all zero
 * @param noise what dropout draws from, or {@link Noise#NONE} in inference
 * @param pooledFrom the first token of each sequence that a mean over tokens covers, or null for
 *     all zero
 */
public record Batch(int[][] ids, int[][] typeIds, Noise noise, int[] pooledFrom) {
  public Batch {
    if (ids.length == 0) throw new IllegalArgumentException("a batch needs a sequence");
    for (int[] sequence : ids)
      if (sequence.length == 0) throw new IllegalArgumentException("a sequence needs a token");
    for (int i = 0; pooledFrom != null && i < ids.length; i++)
      if (pooledFrom[i] < 0 || pooledFrom[i] >= ids[i].length)
        throw new IllegalArgumentException("a mean needs a token");
  }

  /** A batch whose means are over all tokens. */
  public Batch(int[][] ids, int[][] typeIds, Noise noise) {
    this(ids, typeIds, noise, null);
  }

  /** A batch for inference: one token type, no dropout. */
  public static Batch of(int[][] ids) {
    return new Batch(ids, null, Noise.NONE);
  }

  /** The same, means from a token of each sequence on. */
  public static Batch of(int[][] ids, int[] pooledFrom) {
    return new Batch(ids, null, Noise.NONE, pooledFrom);
  }

  /** The first token of a sequence that a mean over tokens covers. */
  public int pooledFrom(int sequence) {
    return pooledFrom == null ? 0 : pooledFrom[sequence];
  }

  public int size() {
    return ids.length;
  }

  /** Number of tokens, padding not counted. */
  public int tokens() {
    int n = 0;
    for (int[] sequence : ids) n += sequence.length;
    return n;
  }

  /**
   * Where dropout's bits come from: a hash of (seed, step, site, sequence, head, row, column), so
   * that padded, packed and chunked runs draw the same masks.
   *
   * @param firstSequence the number, within the whole batch of the step, of this batch's sequence 0
   */
  public record Noise(boolean active, long seed, long step, int firstSequence) {
    public static final Noise NONE = new Noise(false, 0, 0, 0);
  }
}
