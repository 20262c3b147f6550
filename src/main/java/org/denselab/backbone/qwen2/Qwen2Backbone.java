package org.denselab.backbone.qwen2;

import org.denselab.backbone.DecoderBlocks;
import org.denselab.graph.AttentionShape;
import org.denselab.graph.GraphBuilder;
import org.denselab.graph.RotaryFrequencies;
import org.denselab.graph.Value;

/** Qwen1.5 and Qwen2 (arXiv 2309.16609, 2407.10671) as HuggingFace's {@code Qwen2Model}. */
final class Qwen2Backbone {
  private Qwen2Backbone() {}

  static Value declare(Qwen2Config config, GraphBuilder graph) {
    int hidden = config.hiddenSize();
    var blocks = new DecoderBlocks(graph);
    var shape =
        AttentionShape.causal(config.heads(), config.keyValueHeads(), hidden / config.heads());
    RotaryFrequencies frequencies = config.frequencies();
    Value x = blocks.embedTokens(config.vocabularySize(), hidden);
    for (int i = 0; i < config.layers(); i++) {
      graph.tap("hidden." + i, x);
      String layer = "layers." + i;
      Value normal = graph.rmsNorm(layer + ".input_layernorm", x, config.rmsNormEps());
      Value q = graph.linear(layer + ".self_attn.q_proj", normal, shape.queryWidth());
      Value k = graph.linear(layer + ".self_attn.k_proj", normal, shape.keyWidth());
      Value v = graph.linear(layer + ".self_attn.v_proj", normal, shape.keyWidth());
      Value context =
          blocks.rotaryAttention(
              layer + ".self_attn", q, k, v, shape, frequencies, config.attentionDropout());
      Value attended = graph.projection(layer + ".self_attn.o_proj", context, hidden);
      x = graph.add(layer + ".self_attn.add", x, attended);
      normal = graph.rmsNorm(layer + ".post_attention_layernorm", x, config.rmsNormEps());
      Value fed =
          blocks.gatedFeedForward(
              layer + ".mlp", normal, config.intermediateSize(), config.hiddenAct());
      x = graph.add(layer + ".mlp.add", x, fed);
    }
    x = graph.rmsNorm("norm", x, config.rmsNormEps());
    graph.tap("hidden." + config.layers(), x);
    return x;
  }
}
