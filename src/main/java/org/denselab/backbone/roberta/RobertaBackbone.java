package org.denselab.backbone.roberta;

import org.denselab.backbone.bert.BertBackbone;
import org.denselab.backbone.bert.BertConfig;
import org.denselab.graph.GraphBuilder;
import org.denselab.graph.Lookup;
import org.denselab.graph.Lookup.Index;
import org.denselab.graph.Value;

/**
 * RoBERTa (arXiv 1907.11692) as HuggingFace's {@code RobertaModel} computes it, without the pooler:
 * BERT whose positions are counted from the padding's id on.
 */
final class RobertaBackbone {
  private RobertaBackbone() {}

  static Value declare(RobertaConfig config, GraphBuilder graph) {
    BertConfig bert = config.bert();
    Value x =
        graph.embedding(
            "embeddings",
            bert.hiddenSize(),
            new Lookup("embeddings.word_embeddings.weight", bert.vocabularySize(), Index.TOKEN),
            Lookup.positionsPast(
                config.padTokenId(), "embeddings.position_embeddings.weight", bert.maxLength()),
            new Lookup(
                "embeddings.token_type_embeddings.weight", bert.typeVocabSize(), Index.TYPE));
    return BertBackbone.encoder(bert, graph, x);
  }
}
