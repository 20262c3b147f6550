package org.denselab.backbone.phi;

import org.denselab.backbone.DecoderBlocks;
import org.denselab.graph.AttentionShape;
import org.denselab.graph.GraphBuilder;
import org.denselab.graph.RotaryFrequencies;
import org.denselab.graph.Value;

/**
 * Phi (arXiv 2309.05463) as HuggingFace's {@code PhiModel}: attention and feed-forward side by
 * side, both after one norm.
 */
final class PhiBackbone {
  private PhiBackbone() {}

  static Value declare(PhiConfig config, GraphBuilder graph) {
    int hidden = config.hiddenSize();
    var blocks = new DecoderBlocks(graph);
    int headWidth = hidden / config.heads();
    var shape = AttentionShape.causal(config.heads(), config.keyValueHeads(), headWidth);
    var frequencies = RotaryFrequencies.of(config.ropeTheta(), config.rotatedWidth());
    Value x = blocks.embedTokens(config.vocabularySize(), hidden);
    x = graph.dropout("embed_dropout", x, config.embdPdrop());
    for (int i = 0; i < config.layers(); i++) {
      graph.tap("hidden." + i, x);
      String layer = "layers." + i;
      Value normal = graph.layerNorm(layer + ".input_layernorm", x, config.layerNormEps());
      Value q = graph.linear(layer + ".self_attn.q_proj", normal, shape.queryWidth());
      Value k = graph.linear(layer + ".self_attn.k_proj", normal, shape.keyWidth());
      Value v = graph.linear(layer + ".self_attn.v_proj", normal, shape.keyWidth());
      Value context =
          blocks.rotaryAttention(
              layer + ".self_attn", q, k, v, shape, frequencies, config.attentionDropout());
      Value attended = graph.linear(layer + ".self_attn.dense", context, hidden);
      attended = graph.dropout(layer + ".self_attn.dropout", attended, config.residPdrop());
      Value fed = graph.linear(layer + ".mlp.fc1", normal, config.intermediateSize());
      fed = graph.activation(layer + ".mlp.activation_fn", fed, config.hiddenAct());
      fed = graph.linear(layer + ".mlp.fc2", fed, hidden);
      fed = graph.dropout(layer + ".mlp.dropout", fed, config.residPdrop());
      x = graph.add(layer + ".add", graph.add(layer + ".both", attended, fed), x);
    }
    x = graph.layerNorm("final_layernorm", x, config.layerNormEps());
    graph.tap("hidden." + config.layers(), x);
    return x;
  }
}
