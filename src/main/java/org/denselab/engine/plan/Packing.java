package org.denselab.engine.plan;

import java.util.Arrays;
import org.denselab.engine.Batch;
import org.denselab.engine.plan.kernel.Lanes;
import org.denselab.graph.Value;

/**
 * Where the sequences of a batch lie: one after the other in rows of tokens. Arrays are kept from
 * batch to batch.
 */
final class Packing {
  /** Rows are rounded up to a multiple of this. */
  static final int UNIT = 64;

  /** Rows of the usual largest piece: more leave the cache before the next step. */
  static final int LARGEST_CHUNK = 8 * UNIT;

  private static final int FEWEST_CHUNKS = 8;
  private static final int CHUNKS_STEP = 4;

  private static final int PARTS = 32;

  private final int longestWhole;
  private Batch batch;
  private int sequences;
  private int[] first = new int[1];
  private long[] pairs = new long[1];
  private int[] longTokens = new int[1];
  private int longest;
  private int longestKept;

  /**
   * @param longestWhole as {@link Choices} has it
   */
  Packing(int longestWhole) {
    this.longestWhole = longestWhole;
  }

  void load(Batch next) {
    batch = next;
    int n = next.size();
    room(n);
    for (int i = 0; i < n; i++) place(i, next.ids()[i].length);
  }

  /** What the largest of some batches asks for, given by the lengths of their sequences. */
  static Capacity capacity(Iterable<int[]> batches, int longestWhole) {
    var packing = new Packing(longestWhole);
    Capacity most = Capacity.NONE;
    for (int[] lengths : batches) {
      packing.room(lengths.length);
      for (int i = 0; i < lengths.length; i++) packing.place(i, lengths[i]);
      most = most.max(packing.capacity());
    }
    return most;
  }

  private void room(int n) {
    sequences = n;
    if (first.length < n + 1) {
      first = new int[n + 1];
      pairs = new long[n + 1];
      longTokens = new int[n + 1];
    }
    longest = 0;
    longestKept = 0;
  }

  private void place(int i, int length) {
    first[i + 1] = Math.addExact(first[i], length);
    boolean whole = length <= longestWhole;
    pairs[i + 1] = pairs[i] + (whole ? (long) length * stride(length) : 0);
    longTokens[i + 1] = longTokens[i] + (whole ? 0 : length);
    longest = Math.max(longest, length);
    if (whole) longestKept = Math.max(longestKept, length);
  }

  Batch batch() {
    return batch;
  }

  int sequences() {
    return sequences;
  }

  int tokens() {
    return first[sequences];
  }

  /** Row of a sequence's first token. */
  int first(int sequence) {
    return first[sequence];
  }

  int length(int sequence) {
    return first[sequence + 1] - first[sequence];
  }

  /** Tokens up to which a sequence's attention is in memory whole. */
  int longestWhole() {
    return longestWhole;
  }

  /** Tokens of the longest sequence. */
  int longest() {
    return longest;
  }

  /** Whether a sequence's attention is never in memory whole. */
  boolean isLong(int sequence) {
    return length(sequence) > longestWhole;
  }

  /** Tokens of long sequences before this one. */
  int longTokens(int sequence) {
    return longTokens[sequence];
  }

  /** The sequence that a row of tokens belongs to. */
  int sequence(int row) {
    int found = Arrays.binarySearch(first, 0, sequences + 1, row);
    return found >= 0 ? found : -found - 2;
  }

  /** Elements before the first of a sequence's attention matrix of one head. */
  long pairs(int sequence) {
    return pairs[sequence];
  }

  /** Elements from one row of an attention matrix to the next. */
  static int stride(int length) {
    return Lanes.roundUp(length);
  }

  /** Rows in use, tokens or sequences. */
  int used(Value.Rows kind) {
    return kind == Value.Rows.TOKENS ? tokens() : sequences();
  }

  /** Rows with those past the last one in use. */
  int rows(Value.Rows kind) {
    return roundUp(used(kind), UNIT);
  }

  /**
   * Pieces that steps over rows are cut into. Their number divides by many numbers of threads:
   * where one thread has a piece more than another, the other waits for it after every step.
   *
   * @param largest rows that a piece has at most
   */
  int chunks(Value.Rows kind, int largest) {
    int rows = rows(kind);
    int enough = Math.max((rows + largest - 1) / largest, FEWEST_CHUNKS);
    return Math.min(rows / UNIT, roundUp(enough, CHUNKS_STEP));
  }

  /**
   * Row that a piece starts with, a multiple of {@link #UNIT}; pieces differ by one unit at most.
   */
  int chunkStart(Value.Rows kind, int largest, int chunk) {
    return (int) ((long) rows(kind) / UNIT * chunk / chunks(kind, largest)) * UNIT;
  }

  /** Pieces of sums over rows: their number must not depend on the number of threads. */
  static int parts() {
    return PARTS;
  }

  int partStart(Value.Rows kind, int part) {
    return (int) ((long) rows(kind) * part / PARTS);
  }

  /** The type of a token. */
  int type(int sequence, int token) {
    return batch.typeIds() == null ? 0 : batch.typeIds()[sequence][token];
  }

  Capacity capacity() {
    return new Capacity(
        rows(Value.Rows.TOKENS),
        rows(Value.Rows.SEQUENCES),
        pairs[sequences],
        (long) longestKept * stride(longestKept),
        longest,
        longTokens[sequences]);
  }

  static int roundUp(int n, int step) {
    return (n + step - 1) / step * step;
  }
}
