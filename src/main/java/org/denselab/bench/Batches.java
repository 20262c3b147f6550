package org.denselab.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.denselab.base.Seeds;
import org.denselab.engine.Batch;
import org.denselab.train.BatchStream;
import org.denselab.train.ContrastiveBatch;
import org.denselab.train.Cursor;

/** A few batches of drawn tokens, over and over: nothing is read or tokenised while steps run. */
final class Batches implements BatchStream {
  private static final int COUNT = 4;

  private final List<Lengths> lengths;
  private final List<ContrastiveBatch> batches = new ArrayList<>();
  private int next;

  private Batches(List<Lengths> lengths, int vocabulary, int perQuery) {
    this.lengths = lengths;
    SplittableRandom random = Seeds.stream(1, "tokens of a bench");
    for (Lengths l : lengths) {
      int rows = l.queries().length;
      var all = new BitSet();
      all.set(0, l.passages().length);
      BitSet[] columns = IntStream.range(0, rows).mapToObj(_ -> all).toArray(BitSet[]::new);
      int[][] own =
          IntStream.range(0, rows)
              .mapToObj(i -> IntStream.range(i * perQuery, (i + 1) * perQuery).toArray())
              .toArray(int[][]::new);
      batches.add(
          new ContrastiveBatch(
              List.of(),
              sequences(l.queries(), vocabulary, random),
              sequences(l.passages(), vocabulary, random),
              IntStream.range(0, rows).map(i -> i * perQuery).toArray(),
              columns,
              own,
              null,
              0));
    }
  }

  static Batches of(Arm arm, Settings settings) throws IOException {
    var even = Lengths.even(settings.sizes(), arm.mask() == Mask.HALF ? 2 : 1);
    List<Lengths> lengths =
        switch (arm.mask()) {
          case FULL, HALF -> java.util.Collections.nCopies(COUNT, even);
          case REAL -> Lengths.of(settings, COUNT);
          case PADDED -> Lengths.of(settings, COUNT).stream().map(Lengths::padded).toList();
        };
    int vocabulary = arm.shape().config().vocabularySize();
    return new Batches(lengths, vocabulary, 1 + settings.sizes().negatives());
  }

  private static int[][] sequences(int[] lengths, int vocabulary, SplittableRandom random) {
    int[][] sequences = new int[lengths.length][];
    for (int i = 0; i < lengths.length; i++)
      sequences[i] = random.ints(lengths[i], 0, vocabulary).toArray();
    return sequences;
  }

  /** Queries and passages of the next batch, or its passages alone. */
  Batch sequences(boolean queries) {
    ContrastiveBatch batch = next();
    var all = new ArrayList<int[]>();
    if (queries) all.addAll(List.of(batch.queries()));
    all.addAll(List.of(batch.passages()));
    return Batch.of(all.toArray(int[][]::new));
  }

  /** Lengths of the sequences of each batch, as the engine is given them. */
  List<int[]> given(boolean queries) {
    return lengths.stream()
        .map(
            l ->
                queries
                    ? IntStream.concat(IntStream.of(l.queries()), IntStream.of(l.passages()))
                        .toArray()
                    : l.passages())
        .toList();
  }

  /** Tokens of text in a batch, on average. */
  double tokens(boolean queries) {
    return lengths.stream()
        .mapToLong(l -> (queries ? l.queryText() : 0) + l.passageText())
        .average()
        .orElseThrow();
  }

  @Override
  public ContrastiveBatch next() {
    return batches.get(next++ % batches.size());
  }

  @Override
  public Cursor cursor() {
    return Cursor.START;
  }

  @Override
  public void seek(Cursor cursor) {
    throw new UnsupportedOperationException("a bench is not resumed");
  }
}
