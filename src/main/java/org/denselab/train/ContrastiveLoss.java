package org.denselab.train;

/** How a batch's embeddings become a loss. */
public sealed interface ContrastiveLoss {
  /**
   * {@link InfoNCE}.
   *
   * @param temperature that dot products are divided by
   */
  record CrossEntropy(double temperature) implements ContrastiveLoss {
    public CrossEntropy {
      if (!(temperature > 0)) throw new IllegalArgumentException("temperature " + temperature);
    }
  }

  /**
   * {@link Triplet}.
   *
   * @param margin a cosine
   * @param temperature that dot products are divided by where a teacher is learned from
   */
  record Margin(double margin, double temperature) implements ContrastiveLoss {
    public Margin {
      if (!(margin >= 0)) throw new IllegalArgumentException("margin " + margin);
      if (!(temperature > 0)) throw new IllegalArgumentException("temperature " + temperature);
    }
  }

  /** That dot products are divided by. */
  double temperature();
}
