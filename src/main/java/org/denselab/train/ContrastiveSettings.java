package org.denselab.train;

/**
 * How a batch becomes a loss.
 *
 * @param tap the program's tap of embeddings
 * @param microBatch sequences that go through the program at once, 0 for the whole batch; the loss
 *     always spans the whole batch (gradient caching, Gao et al. 2021)
 * @param dropout whether the program's dropout is active
 * @param seed of dropout's masks
 */
public record ContrastiveSettings(
    String tap, ContrastiveLoss loss, int microBatch, boolean dropout, long seed) {
  public ContrastiveSettings {
    if (microBatch < 0) throw new IllegalArgumentException("micro batch " + microBatch);
  }

  /** With InfoNCE at a temperature. */
  public ContrastiveSettings(
      String tap, double temperature, int microBatch, boolean dropout, long seed) {
    this(tap, new ContrastiveLoss.CrossEntropy(temperature), microBatch, dropout, seed);
  }
}
