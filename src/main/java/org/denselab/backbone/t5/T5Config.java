package org.denselab.backbone.t5;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.denselab.backbone.BackboneConfig;
import org.denselab.backbone.CheckpointNaming;
import org.denselab.backbone.ConfigFile;
import org.denselab.graph.GraphBuilder;
import org.denselab.graph.Nonlinearity;
import org.denselab.graph.Pooling;
import org.denselab.graph.Value;

/**
 * The keys of a T5 {@code config.json} that shape the encoder.
 *
 * @param hiddenSize {@code d_model}
 * @param layers {@code num_layers}
 * @param heads {@code num_heads}
 * @param dKv width of a head; heads may be wider together than the row
 * @param dFf width inside the feed-forward blocks
 * @param gated whether these are gated, as v1.1 has them ({@code feed_forward_proj})
 * @param initializerFactor scales initial weights, which differ by parameter
 */
public record T5Config(
    int vocabularySize,
    int hiddenSize,
    int layers,
    int heads,
    int dKv,
    int dFf,
    int relativeAttentionNumBuckets,
    int relativeAttentionMaxDistance,
    boolean gated,
    Nonlinearity denseAct,
    double layerNormEpsilon,
    double dropoutRate,
    double initializerFactor)
    implements BackboneConfig {
  private static final int LONGEST = 65_536;

  /** Reads {@code config.json}; keys that are absent have HuggingFace's defaults. */
  public static T5Config parse(ConfigFile file) {
    String feedForward = file.text("feed_forward_proj", "relu");
    boolean gated = feedForward.startsWith("gated-");
    // HuggingFace reads "gated-gelu" as the tanh approximation, and says so in dense_act_fn
    String act = feedForward.replaceFirst("^gated-", "");
    if (feedForward.equals("gated-gelu")) act = "gelu_new";
    int buckets = file.positive("relative_attention_num_buckets", 32);
    int distance = file.positive("relative_attention_max_distance", 128);
    file.require(
        buckets >= 4 && distance > buckets / 4,
        "relative_attention_num_buckets "
            + buckets
            + " do not divide relative_attention_max_distance "
            + distance);
    var config =
        new T5Config(
            file.positive("vocab_size", 32128),
            file.positive("d_model", 512),
            file.layers("num_layers", 6),
            file.positive("num_heads", 8),
            file.positive("d_kv", 64),
            file.positive("d_ff", 2048),
            buckets,
            distance,
            gated,
            file.known("feed_forward_proj", act),
            file.fraction("layer_norm_epsilon", 1e-6),
            file.fraction("dropout_rate", 0.1),
            file.number("initializer_factor", 1));
    file.refuseProblems();
    return config;
  }

  @Override
  public Pooling pooling() {
    return Pooling.MEAN;
  }

  @Override
  public String family() {
    return "t5";
  }

  /** Distances past the last bucket share it, so nothing but memory limits a text. */
  @Override
  public int maxLength() {
    return LONGEST;
  }

  @Override
  public double initializerRange() {
    return initializerFactor / Math.sqrt(hiddenSize);
  }

  /** As HuggingFace's {@code _init_weights}: by the widths that a weight sums over. */
  @Override
  public double initialRange(String parameter) {
    return switch (parameter.replaceFirst("^.*\\.(\\w+)\\.weight$", "$1")) {
      case "shared.weight" -> initializerFactor;
      case "q" -> initializerFactor / Math.sqrt((double) hiddenSize * dKv);
      case "o" -> initializerFactor / Math.sqrt((double) heads * dKv);
      case "wo" -> initializerFactor / Math.sqrt(dFf);
      default -> initializerRange();
    };
  }

  @Override
  public CheckpointNaming naming() {
    return CheckpointNaming.of("transformer.")
        .alias("encoder.embed_tokens.weight", "shared.weight")
        .ignoring("decoder\\..*");
  }

  @Override
  public Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("architectures", List.of("T5EncoderModel"));
    json.put("model_type", family());
    json.put("vocab_size", vocabularySize);
    json.put("d_model", hiddenSize);
    json.put("num_layers", layers);
    json.put("num_heads", heads);
    json.put("d_kv", dKv);
    json.put("d_ff", dFf);
    json.put("relative_attention_num_buckets", relativeAttentionNumBuckets);
    json.put("relative_attention_max_distance", relativeAttentionMaxDistance);
    String act = ConfigFile.nameOf(denseAct);
    if (gated && denseAct == Nonlinearity.GELU_TANH) act = "gelu";
    json.put("feed_forward_proj", gated ? "gated-" + act : act);
    json.put("layer_norm_epsilon", layerNormEpsilon);
    json.put("dropout_rate", dropoutRate);
    json.put("initializer_factor", initializerFactor);
    return json;
  }

  @Override
  public Value declare(GraphBuilder graph) {
    return T5Backbone.declare(this, graph);
  }
}
