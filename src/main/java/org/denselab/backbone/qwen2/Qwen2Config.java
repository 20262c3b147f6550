package org.denselab.backbone.qwen2;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.denselab.backbone.BackboneConfig;
import org.denselab.backbone.CheckpointNaming;
import org.denselab.backbone.ConfigFile;
import org.denselab.backbone.RopeScaling;
import org.denselab.graph.GraphBuilder;
import org.denselab.graph.Nonlinearity;
import org.denselab.graph.RotaryFrequencies;
import org.denselab.graph.Value;

/**
 * The keys of a Qwen1.5 or Qwen2 {@code config.json} that shape the computation.
 *
 * @param layers {@code num_hidden_layers}
 * @param heads {@code num_attention_heads}
 * @param keyValueHeads {@code num_key_value_heads}
 * @param positions {@code max_position_embeddings}
 * @param slidingWindow where {@code use_sliding_window}: tokens that a token sees at most in some
 *     layers; texts are no longer than that, so that the window never shows
 */
public record Qwen2Config(
    int vocabularySize,
    int hiddenSize,
    int layers,
    int heads,
    int keyValueHeads,
    int intermediateSize,
    int positions,
    OptionalInt slidingWindow,
    Nonlinearity hiddenAct,
    double rmsNormEps,
    double ropeTheta,
    Optional<RopeScaling> ropeScaling,
    double attentionDropout,
    double initializerRange)
    implements BackboneConfig {

  /** Reads {@code config.json}; keys that are absent have HuggingFace's defaults. */
  public static Qwen2Config parse(ConfigFile file) {
    int hidden = file.positive("hidden_size", 4096);
    int heads = file.positive("num_attention_heads", 32);
    int shared = file.positive("num_key_value_heads", Math.min(heads, 32));
    file.requireMultiple("hidden_size", hidden, "num_attention_heads", heads);
    file.evenWidth("head_dim", hidden / heads);
    file.requireMultiple("num_attention_heads", heads, "num_key_value_heads", shared);
    boolean window = file.flag("use_sliding_window", false);
    var config =
        new Qwen2Config(
            file.positive("vocab_size", 151936),
            hidden,
            file.layers("num_hidden_layers", 32),
            heads,
            shared,
            file.positive("intermediate_size", 22016),
            file.positive("max_position_embeddings", 32768),
            window ? file.window("sliding_window", 4096) : OptionalInt.empty(),
            file.nonlinearity("hidden_act", "silu"),
            file.fraction("rms_norm_eps", 1e-6),
            RopeScaling.theta(file),
            RopeScaling.parse(file),
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
    return "qwen2";
  }

  @Override
  public int maxLength() {
    return Math.min(positions, slidingWindow.orElse(positions));
  }

  RotaryFrequencies frequencies() {
    RotaryFrequencies plain = RotaryFrequencies.of(ropeTheta, hiddenSize / heads);
    return ropeScaling.map(scaling -> scaling.apply(plain)).orElse(plain);
  }

  @Override
  public int longest() {
    return slidingWindow.orElse(ROTARY_LENGTH);
  }

  @Override
  public CheckpointNaming naming() {
    return CheckpointNaming.of("model.");
  }

  @Override
  public Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("architectures", List.of("Qwen2Model"));
    json.put("model_type", family());
    json.put("vocab_size", vocabularySize);
    json.put("hidden_size", hiddenSize);
    json.put("num_hidden_layers", layers);
    json.put("num_attention_heads", heads);
    json.put("num_key_value_heads", keyValueHeads);
    json.put("intermediate_size", intermediateSize);
    json.put("max_position_embeddings", positions);
    json.put("use_sliding_window", slidingWindow.isPresent());
    slidingWindow.ifPresent(window -> json.put("sliding_window", window));
    json.put("hidden_act", ConfigFile.nameOf(hiddenAct));
    json.put("rms_norm_eps", rmsNormEps);
    json.put("rope_theta", ropeTheta);
    ropeScaling.ifPresent(scaling -> json.put("rope_scaling", scaling.json()));
    json.put("attention_dropout", attentionDropout);
    json.put("initializer_range", initializerRange);
    return json;
  }

  @Override
  public Value declare(GraphBuilder graph) {
    return Qwen2Backbone.declare(this, graph);
  }
}
