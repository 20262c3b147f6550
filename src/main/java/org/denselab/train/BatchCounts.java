package org.denselab.train;

import java.util.Arrays;
import java.util.BitSet;

/**
 * What the batches of a run compare, counted without a model.
 *
 * @param effectiveNegatives mean number of negatives a row has
 * @param masked pairs of row and column left out as false negatives
 */
public record BatchCounts(double effectiveNegatives, long masked) {
  /** Of the next {@code count} batches; the stream stays where it stands. */
  public static BatchCounts of(BatchStream stream, int count) {
    Cursor here = stream.cursor();
    double negatives = 0;
    long masked = 0;
    for (int i = 0; i < count; i++) {
      ContrastiveBatch batch = stream.next();
      int columns = Arrays.stream(batch.columns()).mapToInt(BitSet::cardinality).sum();
      negatives += (double) columns / batch.rows() - 1;
      masked += batch.masked();
    }
    stream.seek(here);
    return new BatchCounts(negatives / count, masked);
  }
}
