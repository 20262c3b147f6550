package org.denselab.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The batches of a run, known before its first step because everything is drawn from seeds.
 *
 * @param batches the lengths of each batch's sequences, in tokens, ascending
 */
public record Ahead(List<int[]> batches) {
  public Ahead {
    batches = List.copyOf(batches);
  }

  /** The next {@code count} batches; the stream stays where it stands. */
  public static Ahead of(BatchStream stream, int count) {
    return of(stream, count, batch -> lengths(batch.queries(), batch.passages()));
  }

  /** As {@link #of(BatchStream, int)}, of the queries alone. */
  public static Ahead ofQueries(BatchStream stream, int count) {
    return of(stream, count, batch -> lengths(batch.queries()));
  }

  /** As {@link #of(BatchStream, int)}, of the passages alone. */
  public static Ahead ofPassages(BatchStream stream, int count) {
    return of(stream, count, batch -> lengths(batch.passages()));
  }

  private static Ahead of(BatchStream stream, int count, Function<ContrastiveBatch, int[]> part) {
    Cursor here = stream.cursor();
    var batches = new ArrayList<int[]>();
    for (int i = 0; i < count; i++) batches.add(part.apply(stream.next()));
    stream.seek(here);
    return new Ahead(batches);
  }

  /** As {@link #of(BatchStream, int)}. */
  public static Ahead of(PredictionSampler stream, int count) {
    Cursor here = stream.cursor();
    var batches = new ArrayList<int[]>();
    for (int i = 0; i < count; i++) batches.add(stream.next().lengths());
    stream.seek(here);
    return new Ahead(batches);
  }

  /** The batches of several runs, or parts of one. */
  public static Ahead together(List<Ahead> parts) {
    return new Ahead(parts.stream().flatMap(part -> part.batches().stream()).toList());
  }

  /** With the batches of a text that is held out. */
  public Ahead and(PredictionSampler stream, TextWindows heldOut) {
    var all = new ArrayList<>(batches);
    stream.heldOut(heldOut).forEach(held -> all.add(held.lengths()));
    return new Ahead(all);
  }

  /** One batch: {@code counts[i]} sequences of {@code lengths[i]} tokens. */
  public static Ahead full(int[] counts, int[] lengths) {
    int[] batch = new int[Arrays.stream(counts).sum()];
    int at = 0;
    for (int i = 0; i < counts.length; i++) Arrays.fill(batch, at, at += counts[i], lengths[i]);
    Arrays.sort(batch);
    return new Ahead(List.of(batch));
  }

  private static int[] lengths(int[][]... parts) {
    return Arrays.stream(parts)
        .flatMap(Arrays::stream)
        .mapToInt(ids -> ids.length)
        .sorted()
        .toArray();
  }

  /** The most sequences of a batch. */
  int sequences() {
    return batches.stream().mapToInt(batch -> batch.length).max().orElse(0);
  }

  /**
   * What goes through the program at once.
   *
   * @param microBatch sequences of a pass, 0 for all of a batch
   */
  public List<int[]> passes(int microBatch) {
    if (microBatch == 0) return batches;
    var passes = new ArrayList<int[]>();
    for (int[] batch : batches)
      for (int from = 0; from < batch.length; from += microBatch)
        passes.add(Arrays.copyOfRange(batch, from, Math.min(batch.length, from + microBatch)));
    return passes;
  }
}
