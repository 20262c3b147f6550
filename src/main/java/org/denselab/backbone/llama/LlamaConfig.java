package org.denselab.backbone.llama;

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
 * The keys of a Llama or Mistral {@code config.json} that shape the computation.
 *
 * @param layers {@code num_hidden_layers}
 * @param heads {@code num_attention_heads}
 * @param keyValueHeads {@code num_key_value_heads}
 * @param headDim {@code head_dim}, by default the width divided by the heads
 * @param positions {@code max_position_embeddings}
 * @param slidingWindow Mistral's: tokens that a token sees at most; texts are no longer than that,
 *     so that the window never shows
 */
public record LlamaConfig(
    int vocabularySize,
    int hiddenSize,
    int layers,
    int heads,
    int keyValueHeads,
    int headDim,
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

  /** Reads the {@code config.json} of a Llama. */
  public static LlamaConfig parse(ConfigFile file) {
    file.only("attention_bias", "false");
    file.only("mlp_bias", "false");
    return parse(file, 11008, 32, 2048, 0);
  }

  /** Reads the {@code config.json} of a Mistral, whose defaults are others. */
  public static LlamaConfig parseMistral(ConfigFile file) {
    return parse(file, 14336, 8, 131072, 4096);
  }

  private static LlamaConfig parse(
      ConfigFile file, int intermediate, int keyValueHeads, int positions, int window) {
    int hidden = file.positive("hidden_size", 4096);
    int heads = file.positive("num_attention_heads", 32);
    int shared = file.positive("num_key_value_heads", window == 0 ? heads : keyValueHeads);
    if (!file.has("head_dim"))
      file.requireMultiple("hidden_size", hidden, "num_attention_heads", heads);
    file.requireMultiple("num_attention_heads", heads, "num_key_value_heads", shared);
    var config =
        new LlamaConfig(
            file.positive("vocab_size", 32000),
            hidden,
            file.layers("num_hidden_layers", 32),
            heads,
            shared,
            file.evenWidth("head_dim", hidden / heads),
            file.positive("intermediate_size", intermediate),
            file.positive("max_position_embeddings", positions),
            window == 0 ? OptionalInt.empty() : file.window("sliding_window", window),
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
    // without a window there is no difference
    return slidingWindow.isPresent() ? "mistral" : "llama";
  }

  @Override
  public int maxLength() {
    return Math.min(positions, slidingWindow.orElse(positions));
  }

  RotaryFrequencies frequencies() {
    RotaryFrequencies plain = RotaryFrequencies.of(ropeTheta, headDim);
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
    boolean mistral = slidingWindow.isPresent();
    json.put("architectures", List.of(mistral ? "MistralModel" : "LlamaModel"));
    json.put("model_type", family());
    json.put("vocab_size", vocabularySize);
    json.put("hidden_size", hiddenSize);
    json.put("num_hidden_layers", layers);
    json.put("num_attention_heads", heads);
    json.put("num_key_value_heads", keyValueHeads);
    json.put("head_dim", headDim);
    json.put("intermediate_size", intermediateSize);
    json.put("max_position_embeddings", positions);
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
    return LlamaBackbone.declare(this, graph);
  }
}
