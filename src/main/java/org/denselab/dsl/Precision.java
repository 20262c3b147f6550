package org.denselab.dsl;

/** Arithmetic of training and encoding. */
public enum Precision {
  FP32,
  /** Products and stored activations in bf16; sums, norms, softmax, loss and weights in fp32. */
  BF16
}
