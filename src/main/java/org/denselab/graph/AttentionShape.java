package org.denselab.graph;

/**
 * How attention's rows are heads, and what a token sees.
 *
 * @param heads of queries
 * @param keyValueHeads heads of keys and values, each shared by {@code heads / keyValueHeads}
 *     neighbouring query heads (grouped-query attention, arXiv 2305.13245)
 * @param headWidth numbers a head
 * @param causal whether a token sees only itself and what comes before it
 * @param scale factor on the product of query and key
 */
public record AttentionShape(
    int heads, int keyValueHeads, int headWidth, boolean causal, double scale) {
  public AttentionShape {
    if (heads < 1 || keyValueHeads < 1 || headWidth < 1)
      throw new IllegalArgumentException("attention needs heads of some width");
    if (heads % keyValueHeads != 0)
      throw new IllegalArgumentException(
          heads + " heads are not a multiple of " + keyValueHeads + " key and value heads");
  }

  /** As encoders have it: every token sees all, scores divided by the square root of the width. */
  public static AttentionShape bidirectional(int heads, int headWidth) {
    return new AttentionShape(heads, heads, headWidth, false, 1 / Math.sqrt(headWidth));
  }

  /** As decoders have it, scores divided by the square root of the width. */
  public static AttentionShape causal(int heads, int keyValueHeads, int headWidth) {
    return new AttentionShape(heads, keyValueHeads, headWidth, true, 1 / Math.sqrt(headWidth));
  }

  /** The same heads, every token seeing all. */
  public AttentionShape bidirectional() {
    return new AttentionShape(heads, keyValueHeads, headWidth, false, scale);
  }

  /** Query heads to a head of keys and values. */
  public int group() {
    return heads / keyValueHeads;
  }

  /** Width of queries and of the result. */
  public int queryWidth() {
    return heads * headWidth;
  }

  /** Width of keys and values. */
  public int keyWidth() {
    return keyValueHeads * headWidth;
  }
}
