package org.denselab.engine.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.denselab.backbone.BackboneConfig;
import org.denselab.backbone.CheckpointNaming;
import org.denselab.graph.AttentionShape;
import org.denselab.graph.GraphBuilder;
import org.denselab.graph.Lookup;
import org.denselab.graph.Nonlinearity;
import org.denselab.graph.RelativeBias;
import org.denselab.graph.RotaryFrequencies;
import org.denselab.graph.Value;

/**
 * A transformer with norms before its layers, as decoders and T5 have them, of odd sizes and with
 * any choice of their parts.
 *
 * @param pairs turned by rotary positions, 0 for none
 * @param buckets of a relative bias, 0 for none
 * @param norm RMS with weight, RMS with 1 + weight, or layer norm
 * @param gated whether the feed-forward layer is
 */
record RandomBackbone(
    int hiddenSize,
    int layers,
    int wide,
    AttentionShape shape,
    int pairs,
    int buckets,
    boolean bidirectional,
    Norm norm,
    boolean gated,
    Nonlinearity function,
    double embeddingScale,
    double dropout)
    implements BackboneConfig {
  enum Norm {
    RMS,
    RMS_ONE_PLUS,
    LAYER
  }

  static RandomBackbone draw(SplittableRandom random) {
    int keyHeads = 1 + random.nextInt(3);
    int headWidth = 2 + random.nextInt(20);
    var shape =
        new AttentionShape(
            keyHeads * (1 + random.nextInt(3)),
            keyHeads,
            headWidth,
            random.nextInt(3) > 0,
            random.nextBoolean() ? 1 / Math.sqrt(headWidth) : 0.7);
    int positions = random.nextInt(3);
    return new RandomBackbone(
        3 + random.nextInt(40),
        1 + random.nextInt(2),
        1 + random.nextInt(60),
        shape,
        positions == 1 ? 1 + random.nextInt(headWidth / 2) : 0,
        positions == 2 ? 8 + 4 * random.nextInt(5) : 0,
        random.nextBoolean(),
        pick(random, Norm.values()),
        random.nextInt(3) > 0,
        pick(random, Nonlinearity.values()),
        random.nextBoolean() ? 1 : 1.5,
        random.nextBoolean() ? 0 : 0.15);
  }

  private static <T> T pick(SplittableRandom random, T[] among) {
    return among[random.nextInt(among.length)];
  }

  @Override
  public Value declare(GraphBuilder graph) {
    var table = new Lookup("embed_tokens.weight", vocabularySize(), Lookup.Index.TOKEN);
    Value x = graph.embedding("embed_tokens", hiddenSize, table);
    if (embeddingScale != 1) x = graph.scale("embed_tokens.scale", x, embeddingScale);
    x = graph.dropout("embed_tokens.dropout", x, dropout);
    graph.tap("hidden.0", x);
    Optional<RelativeBias> bias =
        buckets == 0
            ? Optional.empty()
            : Optional.of(
                graph.relativeBias("relative", shape.heads(), buckets, 20, bidirectional));
    for (int i = 0; i < layers; i++) {
      x = attend(graph, "layers." + i, x, bias);
      x = feed(graph, "layers." + i, x);
      graph.tap("hidden." + (i + 1), x);
    }
    return norm(graph, "norm", x);
  }

  private Value attend(GraphBuilder graph, String layer, Value x, Optional<RelativeBias> bias) {
    Value normal = norm(graph, layer + ".input_norm", x);
    String name = layer + ".self_attn";
    Value q = turned(graph, graph.linear(name + ".q_proj", normal, shape.queryWidth()));
    Value k = turned(graph, graph.projection(name + ".k_proj", normal, shape.keyWidth()));
    Value v = graph.linear(name + ".v_proj", normal, shape.keyWidth());
    Value context = graph.attention(name, q, k, v, shape, bias, dropout);
    Value y = graph.projection(name + ".o_proj", context, hiddenSize);
    y = graph.dropout(name + ".dropout", y, dropout);
    return graph.add(name + ".add", x, y);
  }

  private Value turned(GraphBuilder graph, Value x) {
    if (pairs == 0) return x;
    var frequencies = RotaryFrequencies.of(1e4, 2 * pairs);
    return graph.rotary(x.name() + ".rotary", x, shape.headWidth(), frequencies);
  }

  private Value feed(GraphBuilder graph, String layer, Value x) {
    String name = layer + ".mlp";
    Value normal = norm(graph, layer + ".post_norm", x);
    Value y = graph.projection(name + ".gate_proj", normal, wide);
    y = graph.activation(name + ".act", y, function);
    if (gated)
      y = graph.multiply(name + ".gated", y, graph.linear(name + ".up_proj", normal, wide));
    y = graph.projection(name + ".down_proj", y, hiddenSize);
    return graph.add(name + ".add", y, x);
  }

  private Value norm(GraphBuilder graph, String name, Value x) {
    return switch (norm) {
      case RMS -> graph.rmsNorm(name, x, 1e-6);
      case RMS_ONE_PLUS -> graph.rmsNormOnePlus(name, x, 1e-5);
      case LAYER -> graph.layerNorm(name, x, 1e-5);
    };
  }

  /** Taps beside those of every backbone, in the middle of things. */
  List<String> inner() {
    var inner = new ArrayList<>(List.of("layers.0.self_attn", "layers.0.mlp.act"));
    inner.add("layers.0.self_attn.q_proj");
    inner.add("layers.0.mlp.down_proj");
    if (gated) inner.add("layers.0.mlp.gated");
    if (pairs > 0) inner.add("layers.0.self_attn.k_proj.rotary");
    return inner;
  }

  @Override
  public String family() {
    return "random";
  }

  @Override
  public int vocabularySize() {
    return 37;
  }

  @Override
  public int maxLength() {
    return 1000;
  }

  @Override
  public double initializerRange() {
    return 0.2;
  }

  @Override
  public CheckpointNaming naming() {
    return CheckpointNaming.of();
  }

  @Override
  public Map<String, Object> json() {
    return Map.of();
  }
}
