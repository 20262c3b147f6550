package org.denselab.backbone.distilbert;

import org.denselab.graph.AttentionShape;
import org.denselab.graph.GraphBuilder;
import org.denselab.graph.Lookup;
import org.denselab.graph.Lookup.Index;
import org.denselab.graph.Value;

/** DistilBERT (arXiv 1910.01108) as HuggingFace's {@code DistilBertModel}. */
final class DistilbertBackbone {
  /** No key of the config: written into HuggingFace's code. */
  private static final double EPS = 1e-12;

  private DistilbertBackbone() {}

  static Value declare(DistilbertConfig config, GraphBuilder graph) {
    int hidden = config.hiddenSize();
    var shape = AttentionShape.bidirectional(config.heads(), hidden / config.heads());
    Value x =
        graph.embedding(
            "embeddings",
            hidden,
            new Lookup("embeddings.word_embeddings.weight", config.vocabularySize(), Index.TOKEN),
            new Lookup(
                "embeddings.position_embeddings.weight", config.maxLength(), Index.POSITION));
    x = graph.layerNorm("embeddings.LayerNorm", x, EPS);
    x = graph.dropout("embeddings.dropout", x, config.dropout());
    graph.tap("hidden.0", x);
    for (int i = 0; i < config.layers(); i++) {
      String layer = "transformer.layer." + i;
      Value q = graph.linear(layer + ".attention.q_lin", x, hidden);
      Value k = graph.linear(layer + ".attention.k_lin", x, hidden);
      Value v = graph.linear(layer + ".attention.v_lin", x, hidden);
      Value context =
          graph.attention(layer + ".attention", q, k, v, shape, config.attentionDropout());
      Value attended = graph.linear(layer + ".attention.out_lin", context, hidden);
      x = graph.add(layer + ".attention.add", attended, x);
      x = graph.layerNorm(layer + ".sa_layer_norm", x, EPS);
      Value fed = graph.linear(layer + ".ffn.lin1", x, config.intermediateSize());
      fed = graph.activation(layer + ".ffn.activation", fed, config.activation());
      fed = graph.linear(layer + ".ffn.lin2", fed, hidden);
      fed = graph.dropout(layer + ".ffn.dropout", fed, config.dropout());
      x = graph.add(layer + ".ffn.add", fed, x);
      x = graph.layerNorm(layer + ".output_layer_norm", x, EPS);
      graph.tap("hidden." + (i + 1), x);
    }
    return x;
  }
}
