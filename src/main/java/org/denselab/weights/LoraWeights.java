package org.denselab.weights;

/**
 * The two factors that LoRA adds to one linear module: {@code y += scale * B(A x)}.
 *
 * @param module the module's name in the base model, such as {@code
 *     encoder.layer.0.attention.self.query}
 * @param a {@code [r, in]}
 * @param b {@code [out, r]}
 */
public record LoraWeights(String module, StoredTensor a, StoredTensor b) {
  public LoraWeights {
    if (a.shape().length != 2 || b.shape().length != 2 || a.shape()[0] != b.shape()[1])
      throw new IllegalArgumentException(module + ": lora_A must be [r, in], lora_B [out, r]");
  }

  public long rank() {
    return a.shape()[0];
  }
}
