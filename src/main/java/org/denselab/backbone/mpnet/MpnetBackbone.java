package org.denselab.backbone.mpnet;

import java.util.Optional;
import org.denselab.graph.AttentionShape;
import org.denselab.graph.GraphBuilder;
import org.denselab.graph.Lookup;
import org.denselab.graph.Lookup.Index;
import org.denselab.graph.RelativeBias;
import org.denselab.graph.Value;

/** MPNet (arXiv 2004.09297) as HuggingFace's {@code MPNetModel} computes it, without the pooler. */
final class MpnetBackbone {
  /** No key of the config: written into HuggingFace's code. */
  static final int MAX_DISTANCE = 128;

  private MpnetBackbone() {}

  static Value declare(MpnetConfig config, GraphBuilder graph) {
    int hidden = config.hiddenSize();
    double eps = config.layerNormEps();
    double dropout = config.hiddenDropoutProb();
    var shape = AttentionShape.bidirectional(config.heads(), hidden / config.heads());
    Value x =
        graph.embedding(
            "embeddings",
            hidden,
            new Lookup("embeddings.word_embeddings.weight", config.vocabularySize(), Index.TOKEN),
            Lookup.positionsPast(
                config.padTokenId(), "embeddings.position_embeddings.weight", config.positions()));
    x = graph.layerNorm("embeddings.LayerNorm", x, eps);
    x = graph.dropout("embeddings.dropout", x, dropout);
    graph.tap("hidden.0", x);
    RelativeBias bias =
        graph.relativeBias(
            "encoder.relative_attention_bias",
            config.heads(),
            config.relativeAttentionNumBuckets(),
            MAX_DISTANCE,
            true);
    for (int i = 0; i < config.layers(); i++) {
      String layer = "encoder.layer." + i;
      String attention = layer + ".attention.attn";
      Value q = graph.linear(attention + ".q", x, hidden);
      Value k = graph.linear(attention + ".k", x, hidden);
      Value v = graph.linear(attention + ".v", x, hidden);
      Value context =
          graph.attention(
              attention, q, k, v, shape, Optional.of(bias), config.attentionProbsDropoutProb());
      Value attended = graph.linear(attention + ".o", context, hidden);
      attended = graph.dropout(layer + ".attention.dropout", attended, dropout);
      x = graph.add(layer + ".attention.add", attended, x);
      x = graph.layerNorm(layer + ".attention.LayerNorm", x, eps);
      Value fed = graph.linear(layer + ".intermediate.dense", x, config.intermediateSize());
      fed = graph.activation(layer + ".intermediate.act", fed, config.hiddenAct());
      fed = graph.linear(layer + ".output.dense", fed, hidden);
      fed = graph.dropout(layer + ".output.dropout", fed, dropout);
      x = graph.add(layer + ".output.add", fed, x);
      x = graph.layerNorm(layer + ".output.LayerNorm", x, eps);
      graph.tap("hidden." + (i + 1), x);
    }
    return x;
  }
}
