package org.denselab.study;

import org.denselab.backbone.BackboneConfig;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Head;
import org.denselab.graph.ParameterSpec;

/**
 * What a backbone costs on the reference engine. Rates were measured on two Zen 5 cores: a pass
 * pays for its operations one by one, and for its products.
 *
 * @param parameters all of them
 * @param products those that tokens are multiplied with: neither embeddings nor norms
 */
record Cost(BackboneConfig config, long parameters, long products) {
  private static final double SECONDS_A_LAYER = 0.004;
  private static final double PRODUCTS_A_SECOND = 60e9;
  private static final int FLOAT = 4;

  static Cost of(BackboneConfig config, Head head) {
    long parameters = 0;
    long products = 0;
    for (ParameterSpec spec : Backbones.parameters(config, head)) {
      long elements = spec.elements();
      parameters += elements;
      if (spec.shape().length == 2 && !spec.name().contains("embeddings.")) products += elements;
    }
    return new Cost(config, parameters, products);
  }

  /**
   * Training: forward for the embeddings, then forward and backward from their gradients, which is
   * eight operations a parameter and token.
   *
   * @param tokens of a step, at most
   * @param sequences of a step
   * @param length longest of them
   */
  Stage.Estimate training(int steps, long tokens, long sequences, int length) {
    double step =
        3 * SECONDS_A_LAYER * config.layers() + 8.0 * products * tokens / PRODUCTS_A_SECOND;
    long optimizer = 4L * FLOAT * parameters;
    return new Stage.Estimate(steps * step, optimizer + activations(tokens, sequences, length));
  }

  Stage.Estimate encoding(long tokens) {
    double seconds = 2.0 * products * tokens / PRODUCTS_A_SECOND;
    return new Stage.Estimate(seconds, (long) FLOAT * parameters);
  }

  /**
   * What forward keeps for backward: about 34 vectors a token and layer, and the attention weights.
   */
  private long activations(long tokens, long sequences, int length) {
    long vectors = 34 * tokens * config.hiddenSize();
    long attention = 3 * sequences * length * length * Math.max(1, config.hiddenSize() / 64);
    return (long) FLOAT * config.layers() * (vectors + attention);
  }
}
