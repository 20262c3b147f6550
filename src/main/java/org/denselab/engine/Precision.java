package org.denselab.engine;

/** What products are computed in; sums, norms, softmax and losses are fp32 in either. */
public enum Precision {
  FP32,
  BF16
}
