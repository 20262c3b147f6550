package org.denselab.backbone.gemma;

import org.denselab.backbone.DecoderBlocks;
import org.denselab.graph.AttentionShape;
import org.denselab.graph.GraphBuilder;
import org.denselab.graph.RotaryFrequencies;
import org.denselab.graph.Value;

/** Gemma (arXiv 2403.08295) as HuggingFace's {@code GemmaModel}. */
final class GemmaBackbone {
  private GemmaBackbone() {}

  static Value declare(GemmaConfig config, GraphBuilder graph) {
    int hidden = config.hiddenSize();
    double eps = config.rmsNormEps();
    var blocks = new DecoderBlocks(graph);
    var shape = AttentionShape.causal(config.heads(), config.keyValueHeads(), config.headDim());
    var frequencies = RotaryFrequencies.of(config.ropeTheta(), config.headDim());
    Value x = blocks.embedTokens(config.vocabularySize(), hidden);
    x = graph.scale("normalizer", x, Math.sqrt(hidden));
    for (int i = 0; i < config.layers(); i++) {
      graph.tap("hidden." + i, x);
      String layer = "layers." + i;
      Value normal = graph.rmsNormOnePlus(layer + ".input_layernorm", x, eps);
      Value q = graph.projection(layer + ".self_attn.q_proj", normal, shape.queryWidth());
      Value k = graph.projection(layer + ".self_attn.k_proj", normal, shape.keyWidth());
      Value v = graph.projection(layer + ".self_attn.v_proj", normal, shape.keyWidth());
      Value context =
          blocks.rotaryAttention(
              layer + ".self_attn", q, k, v, shape, frequencies, config.attentionDropout());
      Value attended = graph.projection(layer + ".self_attn.o_proj", context, hidden);
      x = graph.add(layer + ".self_attn.add", x, attended);
      normal = graph.rmsNormOnePlus(layer + ".post_attention_layernorm", x, eps);
      Value fed =
          blocks.gatedFeedForward(
              layer + ".mlp", normal, config.intermediateSize(), config.hiddenActivation());
      x = graph.add(layer + ".mlp.add", x, fed);
    }
    x = graph.rmsNormOnePlus("norm", x, eps);
    graph.tap("hidden." + config.layers(), x);
    return x;
  }
}
