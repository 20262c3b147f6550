package org.denselab.backbone.mpnet;

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
 * The keys of an MPNet {@code config.json} that shape the computation.
 *
 * @param layers {@code num_hidden_layers}
 * @param heads {@code num_attention_heads}
 * @param positions {@code max_position_embeddings}: rows of the position table
 * @param padTokenId the id that positions do not count, and from which on they are counted
 */
public record MpnetConfig(
    int vocabularySize,
    int hiddenSize,
    int layers,
    int heads,
    int intermediateSize,
    int positions,
    int padTokenId,
    int relativeAttentionNumBuckets,
    Nonlinearity hiddenAct,
    double layerNormEps,
    double hiddenDropoutProb,
    double attentionProbsDropoutProb,
    double initializerRange)
    implements BackboneConfig {

  /** Reads {@code config.json}; keys that are absent have HuggingFace's defaults. */
  public static MpnetConfig parse(ConfigFile file) {
    int hidden = file.positive("hidden_size", 768);
    int heads = file.positive("num_attention_heads", 12);
    int positions = file.positive("max_position_embeddings", 512);
    int padding = file.id("pad_token_id", 1);
    int buckets = file.positive("relative_attention_num_buckets", 32);
    file.requireMultiple("hidden_size", hidden, "num_attention_heads", heads);
    file.require(
        positions > padding + 1,
        "max_position_embeddings " + positions + " leave none past pad_token_id " + padding);
    file.require(
        buckets >= 4 && buckets / 4 < MpnetBackbone.MAX_DISTANCE,
        "relative_attention_num_buckets " + buckets + " is not from 4 to below 512");
    var config =
        new MpnetConfig(
            file.positive("vocab_size", 30527),
            hidden,
            file.layers("num_hidden_layers", 12),
            heads,
            file.positive("intermediate_size", 3072),
            positions,
            padding,
            buckets,
            file.nonlinearity("hidden_act", "gelu"),
            file.fraction("layer_norm_eps", 1e-12),
            file.fraction("hidden_dropout_prob", 0.1),
            file.fraction("attention_probs_dropout_prob", 0.1),
            file.fraction("initializer_range", 0.02));
    file.refuseProblems();
    return config;
  }

  @Override
  public String family() {
    return "mpnet";
  }

  @Override
  public int maxLength() {
    return positions - padTokenId - 1;
  }

  @Override
  public CheckpointNaming naming() {
    return CheckpointNaming.of("mpnet.");
  }

  @Override
  public Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("architectures", List.of("MPNetModel"));
    json.put("model_type", family());
    json.put("vocab_size", vocabularySize);
    json.put("hidden_size", hiddenSize);
    json.put("num_hidden_layers", layers);
    json.put("num_attention_heads", heads);
    json.put("intermediate_size", intermediateSize);
    json.put("max_position_embeddings", positions);
    json.put("pad_token_id", padTokenId);
    json.put("relative_attention_num_buckets", relativeAttentionNumBuckets);
    json.put("hidden_act", ConfigFile.nameOf(hiddenAct));
    json.put("layer_norm_eps", layerNormEps);
    json.put("hidden_dropout_prob", hiddenDropoutProb);
    json.put("attention_probs_dropout_prob", attentionProbsDropoutProb);
    json.put("initializer_range", initializerRange);
    return json;
  }

  @Override
  public Value declare(GraphBuilder graph) {
    return MpnetBackbone.declare(this, graph);
  }
}
