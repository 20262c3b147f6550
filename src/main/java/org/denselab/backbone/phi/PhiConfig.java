package org.denselab.backbone.phi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.denselab.backbone.BackboneConfig;
import org.denselab.backbone.CheckpointNaming;
import org.denselab.backbone.ConfigFile;
import org.denselab.backbone.RopeScaling;
import org.denselab.graph.GraphBuilder;
import org.denselab.graph.Nonlinearity;
import org.denselab.graph.Value;

/**
 * The keys of a Phi {@code config.json} that shape the computation.
 *
 * @param layers {@code num_hidden_layers}
 * @param heads {@code num_attention_heads}
 * @param keyValueHeads {@code num_key_value_heads}
 * @param partialRotaryFactor the share of each head that positions turn
 * @param maxLength {@code max_position_embeddings}
 */
public record PhiConfig(
    int vocabularySize,
    int hiddenSize,
    int layers,
    int heads,
    int keyValueHeads,
    int intermediateSize,
    double partialRotaryFactor,
    int maxLength,
    Nonlinearity hiddenAct,
    double layerNormEps,
    double ropeTheta,
    double embdPdrop,
    double residPdrop,
    double attentionDropout,
    double initializerRange)
    implements BackboneConfig {

  /** Reads {@code config.json}; keys that are absent have HuggingFace's defaults. */
  public static PhiConfig parse(ConfigFile file) {
    file.only("qk_layernorm", "false");
    file.require(RopeScaling.parse(file).isEmpty(), "rope_scaling is not supported for Phi");
    int hidden = file.positive("hidden_size", 2048);
    int heads = file.positive("num_attention_heads", 32);
    int shared = file.positive("num_key_value_heads", heads);
    file.requireMultiple("hidden_size", hidden, "num_attention_heads", heads);
    file.requireMultiple("num_attention_heads", heads, "num_key_value_heads", shared);
    var config =
        new PhiConfig(
            file.positive("vocab_size", 51200),
            hidden,
            file.layers("num_hidden_layers", 24),
            heads,
            shared,
            file.positive("intermediate_size", 8192),
            RopeScaling.turnedShare(file, 0.5),
            file.positive("max_position_embeddings", 2048),
            file.nonlinearity("hidden_act", "gelu_new"),
            file.fraction("layer_norm_eps", 1e-5),
            RopeScaling.theta(file),
            file.fraction("embd_pdrop", 0),
            file.fraction("resid_pdrop", 0),
            file.fraction("attention_dropout", 0),
            file.fraction("initializer_range", 0.02));
    int turned = config.rotatedWidth();
    file.require(
        turned > 0 && turned % 2 == 0 && turned <= hidden / heads,
        "partial_rotary_factor "
            + config.partialRotaryFactor
            + (" turns " + turned + " of " + hidden / heads + " dimensions of a head"));
    file.refuseProblems();
    return config;
  }

  /** Dimensions of a head that positions turn. */
  int rotatedWidth() {
    int headWidth = hiddenSize / heads;
    return (int) (partialRotaryFactor * headWidth);
  }

  @Override
  public boolean causal() {
    return true;
  }

  @Override
  public String family() {
    return "phi";
  }

  @Override
  public int longest() {
    return ROTARY_LENGTH;
  }

  @Override
  public CheckpointNaming naming() {
    return CheckpointNaming.of("model.");
  }

  @Override
  public Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("architectures", List.of("PhiModel"));
    json.put("model_type", family());
    json.put("vocab_size", vocabularySize);
    json.put("hidden_size", hiddenSize);
    json.put("num_hidden_layers", layers);
    json.put("num_attention_heads", heads);
    json.put("num_key_value_heads", keyValueHeads);
    json.put("intermediate_size", intermediateSize);
    json.put("partial_rotary_factor", partialRotaryFactor);
    json.put("max_position_embeddings", maxLength);
    json.put("hidden_act", ConfigFile.nameOf(hiddenAct));
    json.put("layer_norm_eps", layerNormEps);
    json.put("rope_theta", ropeTheta);
    json.put("embd_pdrop", embdPdrop);
    json.put("resid_pdrop", residPdrop);
    json.put("attention_dropout", attentionDropout);
    json.put("initializer_range", initializerRange);
    return json;
  }

  @Override
  public Value declare(GraphBuilder graph) {
    return PhiBackbone.declare(this, graph);
  }
}
