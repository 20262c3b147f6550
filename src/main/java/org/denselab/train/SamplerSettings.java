package org.denselab.train;

import org.denselab.base.BadInput;

/**
 * How batches are drawn.
 *
 * @param batch queries a batch
 * @param negatives hard negatives drawn for each query, fewer where its example has fewer
 * @param inBatch whether other queries' passages count as negatives
 * @param sharedNegatives with {@code inBatch}: whether other queries' hard negatives count too, or
 *     their positives only
 * @param lastBatch what happens to the queries at the end of an epoch that fill no batch
 */
public record SamplerSettings(
    int batch,
    int negatives,
    boolean inBatch,
    boolean sharedNegatives,
    LastBatch lastBatch,
    long seed) {
  public SamplerSettings {
    if (batch < 1) throw new IllegalArgumentException("batch " + batch);
    if (negatives < 0) throw new IllegalArgumentException("negatives " + negatives);
    if (!inBatch && negatives == 0)
      throw new BadInput(
          "without in-batch negatives and without hard negatives a query has nothing to be told"
              + " apart from; set in_batch: true, or negatives");
  }

  /** A smaller batch has fewer in-batch negatives: kept or dropped, never filled up. */
  public enum LastBatch {
    KEEP,
    DROP
  }
}
