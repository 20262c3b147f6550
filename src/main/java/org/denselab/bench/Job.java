package org.denselab.bench;

import java.util.Locale;

/** What is measured. */
public enum Job {
  /** Every parameter is trained. */
  TRAIN_FULL,
  /** Adapters of rank 16 around attention are trained. */
  TRAIN_LORA,
  /** Embeddings of queries and passages. */
  FORWARD,
  /** Embeddings of the passages alone. */
  ENCODE,
  /** The shape's products by themselves: what the machine could do. */
  GEMM,
  /** The memory that steps would take; nothing runs, no weight is made. */
  PLAN;

  public String spelling() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  boolean trains() {
    return this == TRAIN_FULL || this == TRAIN_LORA;
  }
}
