package org.denselab.backbone.bert;

import org.denselab.graph.AttentionShape;
import org.denselab.graph.GraphBuilder;
import org.denselab.graph.Lookup;
import org.denselab.graph.Lookup.Index;
import org.denselab.graph.Value;

/** BERT (arXiv 1810.04805) as HuggingFace's {@code BertModel} computes it, without the pooler. */
public final class BertBackbone {
  private BertBackbone() {}

  static Value declare(BertConfig config, GraphBuilder graph) {
    Value x =
        graph.embedding(
            "embeddings",
            config.hiddenSize(),
            new Lookup("embeddings.word_embeddings.weight", config.vocabularySize(), Index.TOKEN),
            new Lookup("embeddings.position_embeddings.weight", config.maxLength(), Index.POSITION),
            new Lookup(
                "embeddings.token_type_embeddings.weight", config.typeVocabSize(), Index.TYPE));
    return encoder(config, graph, x);
  }

  /**
   * What follows the sum of embeddings; RoBERTa has the same.
   *
   * @param x the sum {@code [tokens, hidden]}
   * @return the last hidden state
   */
  public static Value encoder(BertConfig config, GraphBuilder graph, Value x) {
    int hidden = config.hiddenSize();
    x = graph.layerNorm("embeddings.LayerNorm", x, config.layerNormEps());
    x = graph.dropout("embeddings.dropout", x, config.hiddenDropoutProb());
    graph.tap("hidden.0", x);
    for (int i = 0; i < config.layers(); i++) {
      String layer = "encoder.layer." + i;
      Value q = graph.linear(layer + ".attention.self.query", x, hidden);
      Value k = graph.linear(layer + ".attention.self.key", x, hidden);
      Value v = graph.linear(layer + ".attention.self.value", x, hidden);
      Value context =
          graph.attention(
              layer + ".attention.self",
              q,
              k,
              v,
              AttentionShape.bidirectional(config.heads(), hidden / config.heads()),
              config.attentionProbsDropoutProb());
      x = residual(config, graph, layer + ".attention.output", context, x);
      Value wide = graph.linear(layer + ".intermediate.dense", x, config.intermediateSize());
      wide = graph.activation(layer + ".intermediate.act", wide, config.hiddenAct());
      x = residual(config, graph, layer + ".output", wide, x);
      graph.tap("hidden." + (i + 1), x);
    }
    return x;
  }

  private static Value residual(
      BertConfig config, GraphBuilder graph, String module, Value y, Value x) {
    y = graph.linear(module + ".dense", y, config.hiddenSize());
    y = graph.dropout(module + ".dropout", y, config.hiddenDropoutProb());
    y = graph.add(module + ".add", y, x);
    return graph.layerNorm(module + ".LayerNorm", y, config.layerNormEps());
  }
}
