package org.denselab.backbone.gemma;

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
 * The keys of a Gemma {@code config.json} that shape the computation.
 *
 * @param layers {@code num_hidden_layers}
 * @param heads {@code num_attention_heads}
 * @param keyValueHeads {@code num_key_value_heads}
 * @param headDim {@code head_dim}: heads may be wider together than the row
 * @param maxLength {@code max_position_embeddings}
 */
public record GemmaConfig(
    int vocabularySize,
    int hiddenSize,
    int layers,
    int heads,
    int keyValueHeads,
    int headDim,
    int intermediateSize,
    int maxLength,
    Nonlinearity hiddenActivation,
    double rmsNormEps,
    double ropeTheta,
    double attentionDropout,
    double initializerRange)
    implements BackboneConfig {

  /** Reads {@code config.json}; keys that are absent have HuggingFace's defaults. */
  public static GemmaConfig parse(ConfigFile file) {
    file.only("attention_bias", "false");
    file.require(RopeScaling.parse(file).isEmpty(), "rope_scaling is not known of Gemma");
    int heads = file.positive("num_attention_heads", 16);
    int shared = file.positive("num_key_value_heads", 16);
    file.requireMultiple("num_attention_heads", heads, "num_key_value_heads", shared);
    // the first files said "gelu" in hidden_act and meant, as HuggingFace reads them, tanh
    String act = file.text("hidden_act", "gelu");
    file.require(
        act.equals("gelu") || act.equals("gelu_pytorch_tanh"),
        "hidden_act is " + act + ", only gelu_pytorch_tanh is supported");
    var config =
        new GemmaConfig(
            file.positive("vocab_size", 256000),
            file.positive("hidden_size", 3072),
            file.layers("num_hidden_layers", 28),
            heads,
            shared,
            file.evenWidth("head_dim", 256),
            file.positive("intermediate_size", 24576),
            file.positive("max_position_embeddings", 8192),
            file.has("hidden_activation")
                ? file.nonlinearity("hidden_activation", "gelu_pytorch_tanh")
                : Nonlinearity.GELU_TANH,
            file.fraction("rms_norm_eps", 1e-6),
            RopeScaling.theta(file),
            file.fraction("attention_dropout", 0),
            file.fraction("initializer_range", 0.02));
    file.refuseProblems();
    return config;
  }

  @Override
  public boolean causal() {
    return true;
  }

  @Override
  public String family() {
    return "gemma";
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
    json.put("architectures", List.of("GemmaModel"));
    json.put("model_type", family());
    json.put("vocab_size", vocabularySize);
    json.put("hidden_size", hiddenSize);
    json.put("num_hidden_layers", layers);
    json.put("num_attention_heads", heads);
    json.put("num_key_value_heads", keyValueHeads);
    json.put("head_dim", headDim);
    json.put("intermediate_size", intermediateSize);
    json.put("max_position_embeddings", maxLength);
    json.put("hidden_activation", ConfigFile.nameOf(hiddenActivation));
    json.put("rms_norm_eps", rmsNormEps);
    json.put("rope_theta", ropeTheta);
    json.put("attention_dropout", attentionDropout);
    json.put("initializer_range", initializerRange);
    return json;
  }

  @Override
  public Value declare(GraphBuilder graph) {
    return GemmaBackbone.declare(this, graph);
  }
}
