package org.denselab.backbone.distilbert;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.denselab.backbone.BackboneConfig;
import org.denselab.backbone.CheckpointNaming;
import org.denselab.backbone.ConfigFile;
import org.denselab.graph.GraphBuilder;
import org.denselab.graph.Nonlinearity;
import org.denselab.graph.Value;

/**
 * The keys of a DistilBERT {@code config.json} that shape the computation.
 *
 * @param hiddenSize {@code dim}
 * @param layers {@code n_layers}
 * @param heads {@code n_heads}
 * @param intermediateSize {@code hidden_dim}
 * @param maxLength {@code max_position_embeddings}
 */
public record DistilbertConfig(
    int vocabularySize,
    int hiddenSize,
    int layers,
    int heads,
    int intermediateSize,
    int maxLength,
    Nonlinearity activation,
    double dropout,
    double attentionDropout,
    double initializerRange)
    implements BackboneConfig {

  /** Reads {@code config.json}; keys that are absent have HuggingFace's defaults. */
  public static DistilbertConfig parse(ConfigFile file) {
    int hidden = file.positive("dim", 768);
    int heads = file.positive("n_heads", 12);
    file.requireMultiple("dim", hidden, "n_heads", heads);
    var config =
        new DistilbertConfig(
            file.positive("vocab_size", 30522),
            hidden,
            file.layers("n_layers", 6),
            heads,
            file.positive("hidden_dim", 3072),
            file.positive("max_position_embeddings", 512),
            file.nonlinearity("activation", "gelu"),
            file.fraction("dropout", 0.1),
            file.fraction("attention_dropout", 0.1),
            file.fraction("initializer_range", 0.02));
    file.refuseProblems();
    return config;
  }

  @Override
  public String family() {
    return "distilbert";
  }

  @Override
  public CheckpointNaming naming() {
    return CheckpointNaming.of("distilbert.")
        .ignoring(
            "vocab_(transform|layer_norm|projector)\\..*|pre_classifier\\..*|qa_outputs\\..*");
  }

  @Override
  public Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("architectures", List.of("DistilBertModel"));
    json.put("model_type", family());
    json.put("vocab_size", vocabularySize);
    json.put("dim", hiddenSize);
    json.put("n_layers", layers);
    json.put("n_heads", heads);
    json.put("hidden_dim", intermediateSize);
    json.put("max_position_embeddings", maxLength);
    json.put("activation", ConfigFile.nameOf(activation));
    json.put("dropout", dropout);
    json.put("attention_dropout", attentionDropout);
    json.put("initializer_range", initializerRange);
    return json;
  }

  @Override
  public Value declare(GraphBuilder graph) {
    return DistilbertBackbone.declare(this, graph);
  }
}
