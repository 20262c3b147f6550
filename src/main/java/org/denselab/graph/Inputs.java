package org.denselab.graph;

import java.util.List;
import org.denselab.base.Hash64;
import org.denselab.graph.ShapeInput.Dimension;

/**
 * Names of what a program's graph is fed besides parameters. {@code B} sequences are padded to
 * {@code T} tokens; token rows come sequence by sequence, {@code N = B T} of them.
 */
public final class Inputs {
  /** {@code [B, 1, 1, T]}: 0 for a token, a large negative number for padding. */
  public static final String ATTENTION_BIAS = "input/attention_bias";

  /** {@code [B, 1, T, T]}: the same, and large negative where a key comes after its query. */
  public static final String CAUSAL_BIAS = "input/causal_attention_bias";

  /** {@code [B, 1]} of ones. */
  public static final String SEQUENCE_ONES = "input/sequence_ones";

  private Inputs() {}

  /** {@code [N, width]}: the summed rows of an embedding block. */
  public static String rows(Block.Embedding block) {
    return variable(block.output());
  }

  /** What padding and order forbid, for an attention block. */
  public static String attentionBias(Block.Attention block) {
    return block.shape().causal() ? CAUSAL_BIAS : ATTENTION_BIAS;
  }

  /** {@code [T T, buckets]}: a 1 in each row, at the bucket of key's place minus query's. */
  public static String relativeBuckets(RelativeBias bias) {
    return "input/relative_"
        + (bias.bidirectional() ? "both_" : "past_")
        + (bias.buckets() + "_" + bias.maxDistance());
  }

  /** {@code [N, width]}: cosines of the angles by which a token's row is turned. */
  public static String cosines(Block.Rotary block) {
    return "input/cosines_" + rotary(block);
  }

  /** {@code [N, width]}: their sines. */
  public static String sines(Block.Rotary block) {
    return "input/sines_" + rotary(block);
  }

  private static String rotary(Block.Rotary block) {
    String frequencies = Long.toHexString(Hash64.of(block.frequencies().inverse().toString()));
    return block.heads() + "x" + block.headWidth() + "_" + frequencies;
  }

  /** The int64 inputs of a block, which depend on the padded shape alone. */
  public static List<ShapeInput> shapes(Block block) {
    return switch (block) {
      case Block.Attention b -> {
        AttentionShape s = b.shape();
        if (s.group() == 1 && b.bias().isEmpty()) yield List.of(heads(s));
        if (s.group() == 1) yield List.of(heads(s), scores(s));
        yield List.of(
            heads(s), keyHeads(s), scores(s), groupedQueries(s), groupedScores(s), contexts(s));
      }
      case Block.Pool b -> List.of(sequences(b));
      case Block.Embedding _,
          Block.Linear _,
          Block.LayerNorm _,
          Block.RmsNorm _,
          Block.Rotary _,
          Block.Scale _,
          Block.Multiply _,
          Block.Activation _,
          Block.Add _,
          Block.Dropout _,
          Block.Normalize _,
          Block.Lora _ ->
          List.of();
    };
  }

  static ShapeInput heads(AttentionShape s) {
    return heads(s.heads(), s.headWidth());
  }

  static ShapeInput keyHeads(AttentionShape s) {
    return heads(s.keyValueHeads(), s.headWidth());
  }

  private static ShapeInput heads(int heads, int headWidth) {
    return ShapeInput.of(
        "input/heads_" + heads + "x" + headWidth,
        Dimension.sequences(),
        Dimension.tokens(1),
        Dimension.constant(heads),
        Dimension.constant(headWidth));
  }

  /** {@code {B, heads, T, T}}. */
  static ShapeInput scores(AttentionShape s) {
    return square(s.heads(), 1);
  }

  /** {@code {B, keyValueHeads, group T, T}}: query heads that share keys, one after the other. */
  static ShapeInput groupedScores(AttentionShape s) {
    return square(s.keyValueHeads(), s.group());
  }

  private static ShapeInput square(int heads, int group) {
    return ShapeInput.of(
        "input/scores_" + heads + "x" + group,
        Dimension.sequences(),
        Dimension.constant(heads),
        Dimension.tokens(group),
        Dimension.tokens(1));
  }

  /** {@code {B, keyValueHeads, group T, width of a head}}. */
  static ShapeInput groupedQueries(AttentionShape s) {
    return rowsOfHeads(s.keyValueHeads(), s.group(), s.headWidth());
  }

  /** {@code {B, heads, T, width of a head}}. */
  static ShapeInput contexts(AttentionShape s) {
    return rowsOfHeads(s.heads(), 1, s.headWidth());
  }

  private static ShapeInput rowsOfHeads(int heads, int group, int headWidth) {
    return ShapeInput.of(
        "input/contexts_" + heads + "x" + group + "x" + headWidth,
        Dimension.sequences(),
        Dimension.constant(heads),
        Dimension.tokens(group),
        Dimension.constant(headWidth));
  }

  /** {@code {B, T, width}}. */
  static ShapeInput sequences(Block.Pool block) {
    return ShapeInput.of(
        "input/sequences_" + block.input().width(),
        Dimension.sequences(),
        Dimension.tokens(1),
        Dimension.constant(block.input().width()));
  }

  /** {@code [B, 1, T]}: what each token weighs in its sequence's vector. */
  public static String poolingWeights(Block.Pool block) {
    return "input/pooling_" + block.pooling().key();
  }

  /** Dropout's factors, 0 or {@code 1 / (1 - rate)}, in the shape of what they multiply. */
  public static String mask(Block block) {
    return block.name() + "/mask";
  }

  /** The graph's variable of a value. */
  public static String variable(Value value) {
    return value.name() + "/output";
  }
}
