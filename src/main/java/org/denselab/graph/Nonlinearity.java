package org.denselab.graph;

/** Element-wise functions, told apart as HuggingFace tells them apart in {@code hidden_act}. */
public enum Nonlinearity {
  /** x Phi(x) with the exact normal distribution function, by erf. */
  GELU,
  /** The tanh approximation of GELU. */
  GELU_TANH,
  RELU,
  /** x sigmoid(x). */
  SILU,
  /** As BERT's pooler has it. */
  TANH
}
