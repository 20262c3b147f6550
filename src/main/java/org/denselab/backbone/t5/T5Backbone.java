package org.denselab.backbone.t5;

import java.util.Optional;
import org.denselab.graph.AttentionShape;
import org.denselab.graph.GraphBuilder;
import org.denselab.graph.Lookup;
import org.denselab.graph.Lookup.Index;
import org.denselab.graph.RelativeBias;
import org.denselab.graph.Value;

/** T5 (arXiv 1910.10683, and v1.1) as HuggingFace's {@code T5EncoderModel}. */
final class T5Backbone {
  private static final String BIAS =
      "encoder.block.0.layer.0.SelfAttention.relative_attention_bias";

  private T5Backbone() {}

  static Value declare(T5Config config, GraphBuilder graph) {
    int hidden = config.hiddenSize();
    double eps = config.layerNormEpsilon();
    double dropout = config.dropoutRate();
    // the scores are not divided: the initial weights are smaller instead
    var shape = new AttentionShape(config.heads(), config.heads(), config.dKv(), false, 1);
    Value x =
        graph.embedding(
            "shared", hidden, new Lookup("shared.weight", config.vocabularySize(), Index.TOKEN));
    x = graph.dropout("encoder.dropout", x, dropout);
    RelativeBias bias =
        graph.relativeBias(
            BIAS,
            config.heads(),
            config.relativeAttentionNumBuckets(),
            config.relativeAttentionMaxDistance(),
            true);
    for (int i = 0; i < config.layers(); i++) {
      graph.tap("hidden." + i, x);
      String layer = "encoder.block." + i + ".layer";
      String attention = layer + ".0.SelfAttention";
      Value normal = graph.rmsNorm(layer + ".0.layer_norm", x, eps);
      Value q = graph.projection(attention + ".q", normal, shape.queryWidth());
      Value k = graph.projection(attention + ".k", normal, shape.keyWidth());
      Value v = graph.projection(attention + ".v", normal, shape.keyWidth());
      Value context = graph.attention(attention, q, k, v, shape, Optional.of(bias), dropout);
      Value attended = graph.projection(attention + ".o", context, hidden);
      attended = graph.dropout(layer + ".0.dropout", attended, dropout);
      x = graph.add(layer + ".0.add", x, attended);
      normal = graph.rmsNorm(layer + ".1.layer_norm", x, eps);
      Value fed = inner(config, graph, layer + ".1.DenseReluDense", normal);
      fed = graph.dropout(layer + ".1.DenseReluDense.dropout", fed, dropout);
      fed = graph.projection(layer + ".1.DenseReluDense.wo", fed, hidden);
      fed = graph.dropout(layer + ".1.dropout", fed, dropout);
      x = graph.add(layer + ".1.add", x, fed);
    }
    x = graph.rmsNorm("encoder.final_layer_norm", x, eps);
    x = graph.dropout("encoder.final_dropout", x, dropout);
    graph.tap("hidden." + config.layers(), x);
    return x;
  }

  private static Value inner(T5Config config, GraphBuilder graph, String module, Value x) {
    if (!config.gated()) {
      Value wide = graph.projection(module + ".wi", x, config.dFf());
      return graph.activation(module + ".act", wide, config.denseAct());
    }
    Value gate = graph.projection(module + ".wi_0", x, config.dFf());
    gate = graph.activation(module + ".act", gate, config.denseAct());
    Value linear = graph.projection(module + ".wi_1", x, config.dFf());
    return graph.multiply(module + ".gated", gate, linear);
  }
}
