package org.denselab.graph;

/**
 * Names of what a program's graph is fed besides parameters. {@code B} sequences are padded to
 * {@code T} tokens; token rows come sequence by sequence, {@code N = B T} of them.
 */
public final class Inputs {
  /** {@code [B, 1, 1, T]}: 0 for a token, a large negative number for padding. */
  public static final String ATTENTION_BIAS = "input/attention_bias";

  private Inputs() {}

  /** {@code [N, width]}: the summed rows of an embedding block. */
  public static String rows(Block.Embedding block) {
    return variable(block.output());
  }

  /** int64 {@code {B, T, heads, width of a head}}. */
  public static String headsShape(Block.Attention block) {
    return "input/heads_" + block.heads() + "x" + block.query().width() / block.heads();
  }

  /** int64 {@code {B, T, width}}. */
  public static String sequencesShape(Block.Pool block) {
    return "input/sequences_" + block.input().width();
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
