package org.denselab.study;

import org.denselab.backbone.BackboneConfig;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Head;
import org.denselab.dsl.Engine;
import org.denselab.graph.Block;
import org.denselab.graph.Outline;

/**
 * What a backbone costs. Rates were measured on two idle Zen 5 cores (docs/performance.md): a pass
 * pays for its operations one by one, for what it does to each token, and for its products.
 *
 * @param parameters all of them
 * @param products those that tokens are multiplied with: neither embeddings nor norms
 * @param embeddings those of tokens, positions and token types
 */
record Cost(BackboneConfig config, Pace pace, long parameters, long products, long embeddings) {
  /** Raised with the rates below, so that times measured against older ones are left out. */
  static final int VERSION = 4;

  static final long LIBRARIES = 40L << 20;
  private static final int KEPT_VECTORS = 240;
  private static final int ENCODED_VECTORS = 100;
  private static final long ENCODED_TOKENS = 4096;
  private static final long ATTENTIONS = 4;
  private static final int FLOAT = 4;
  private static final double FORWARD = 2;

  /** Of a logit of a predicted token, beside its products: softmax, and its gradient. */
  private static final double LOGIT_SECONDS = 2e-9;

  /** Forward, and backward for values and weights. */
  private static final double PASSES = 3;

  /** What an engine takes. */
  private enum Pace {
    /** Passes forward for the embeddings, then forward and backward from them. */
    SAMEDIFF(0.012, 0, 8, 60e9),
    PLAN(0.001, 14e-6, 6, 430e9);

    /** Of a layer in training, whatever the tokens. */
    private final double layerSeconds;

    /** Of a token in training, beside its products. */
    private final double tokenSeconds;

    /** For a number of a weight and a token in training. */
    private final double operations;

    private final double perSecond;

    Pace(double layerSeconds, double tokenSeconds, double operations, double perSecond) {
      this.layerSeconds = layerSeconds;
      this.tokenSeconds = tokenSeconds;
      this.operations = operations;
      this.perSecond = perSecond;
    }
  }

  static Cost of(BackboneConfig config, Head head, Engine engine) {
    Outline outline = Backbones.outline(config, head);
    long parameters = outline.elements();
    long products = 0;
    long embeddings = 0;
    for (Block block : outline.blocks())
      if (block instanceof Block.Linear linear)
        products += outline.parameter(linear.weight()).elements();
      else if (block instanceof Block.Embedding embedding)
        for (var lookup : embedding.lookups())
          embeddings += outline.parameter(lookup.table()).elements();
    var pace = engine == Engine.PLAN ? Pace.PLAN : Pace.SAMEDIFF;
    return new Cost(config, pace, parameters, products, embeddings);
  }

  /** What "size" means in scaling laws, and in our slopes. */
  long nonEmbedding() {
    return parameters - embeddings;
  }

  double trainingSeconds(long steps, long tokens) {
    return steps
        * (pace.layerSeconds * config.layers()
            + tokens * (pace.tokenSeconds + pace.operations * products / pace.perSecond));
  }

  /**
   * Predicting tokens with a decoder over the vocabulary, which no engine computes.
   *
   * @param predicted tokens of a step that are predicted
   */
  double predictingSeconds(long steps, long predicted, long vocabulary) {
    double products = PASSES * FORWARD * config.hiddenSize() / Pace.PLAN.perSecond;
    return steps * predicted * vocabulary * (products + LOGIT_SECONDS);
  }

  /**
   * Native memory of training: values, gradients and two moments of each parameter, and what
   * forward keeps for backward.
   *
   * @param tokens of a step, at most
   * @param sequences of a step
   * @param length longest of them
   */
  long trainingBytes(long tokens, long sequences, int length) {
    return LIBRARIES
        + 4L * FLOAT * parameters
        + (long) FLOAT * config.layers() * kept(tokens, sequences, length, KEPT_VECTORS);
  }

  /** What a checkpoint with its optimizer's moments takes on disk. */
  long checkpointBytes() {
    return 3L * FLOAT * parameters;
  }

  long weightsBytes() {
    return (long) FLOAT * parameters;
  }

  double encodingSeconds(long tokens) {
    return tokens * (pace.tokenSeconds / PASSES + FORWARD * products / pace.perSecond);
  }

  /** Layers take turns in the same memory; groups of other lengths have their own. */
  long encodingBytes(int length) {
    long sequences = encodedSequences(length);
    return LIBRARIES
        + weightsBytes()
        + FLOAT * kept(ENCODED_TOKENS, sequences, length, ENCODED_VECTORS);
  }

  /** Sequences of a pass. */
  static int encodedSequences(int length) {
    return (int) Math.max(1, ENCODED_TOKENS / length);
  }

  /** Elements: vectors a token, and attention weights. */
  private long kept(long tokens, long sequences, int length, int vectors) {
    long attention =
        ATTENTIONS * sequences * length * length * Math.max(1, config.hiddenSize() / 64);
    return vectors * tokens * config.hiddenSize() + attention;
  }
}
