package org.denselab.text;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * How a query or a passage becomes tokens: {@code first instruction prefix TEXT suffix last}. What
 * is too long is cut out of TEXT alone, so that prefix, suffix and EOS are never lost. The template
 * travels with a checkpoint; its JSON form has the snake-case names below.
 *
 * @param instruction comes first and, as the method demands, does not count against {@code
 *     max_length}
 * @param maxLength tokens at most, special tokens, prefix and suffix included
 * @param poolInstruction false where a mean over tokens leaves out instruction, prefix and what
 *     stands before them, as sentence-transformers' {@code include_prompt}; else null
 */
@JsonPropertyOrder({
  "instruction",
  "prefix",
  "suffix",
  "first",
  "last",
  "max_length",
  "truncate",
  "pool_instruction"
})
public record Template(
    @JsonProperty(value = "instruction", required = true) String instruction,
    @JsonProperty(value = "prefix", required = true) String prefix,
    @JsonProperty(value = "suffix", required = true) String suffix,
    @JsonProperty(value = "first", required = true) First first,
    @JsonProperty(value = "last", required = true) Last last,
    @JsonProperty(value = "max_length", required = true) int maxLength,
    @JsonProperty(value = "truncate", required = true) Truncate truncate,
    @JsonProperty("pool_instruction") @JsonInclude(JsonInclude.Include.NON_NULL)
        Boolean poolInstruction) {

  /** The special token before everything else. */
  public enum First {
    @JsonProperty("none")
    NONE,
    @JsonProperty("cls")
    CLS,
    @JsonProperty("bos")
    BOS
  }

  /** The special token after everything else, appended after truncation. */
  public enum Last {
    @JsonProperty("none")
    NONE,
    @JsonProperty("sep")
    SEP,
    @JsonProperty("eos")
    EOS
  }

  /** The side from which a text is cut. */
  public enum Truncate {
    @JsonProperty("left")
    LEFT,
    @JsonProperty("right")
    RIGHT
  }

  public Template {
    if (instruction == null || prefix == null || suffix == null)
      throw new IllegalArgumentException("instruction, prefix and suffix may be empty, not absent");
    if (first == null || last == null || truncate == null)
      throw new IllegalArgumentException("first, last and truncate must be stated");
    if (maxLength < 1)
      throw new IllegalArgumentException("max_length must be at least 1, is " + maxLength);
    if (Boolean.TRUE.equals(poolInstruction)) poolInstruction = null;
  }

  /** One whose instruction is pooled with the rest. */
  public Template(
      String instruction,
      String prefix,
      String suffix,
      First first,
      Last last,
      int maxLength,
      Truncate truncate) {
    this(instruction, prefix, suffix, first, last, maxLength, truncate, null);
  }

  /** {@code [CLS] text [SEP]}, as BERT and its kin expect it. */
  public static Template bert(int maxLength) {
    return plain(First.CLS, Last.SEP, maxLength);
  }

  /** {@code text EOS}, as T5 and decoders without a BOS expect it. */
  public static Template eos(int maxLength) {
    return plain(First.NONE, Last.EOS, maxLength);
  }

  /** {@code BOS text EOS}, as Llama and Gemma expect it. */
  public static Template bosEos(int maxLength) {
    return plain(First.BOS, Last.EOS, maxLength);
  }

  static Template plain(First first, Last last, int maxLength) {
    return new Template("", "", "", first, last, maxLength, Truncate.RIGHT);
  }

  /** As a tokenizer's special tokens suggest, where its folder does not say. */
  public static Template of(SpecialTokens special, int maxLength) {
    if (special.cls().isPresent() && special.sep().isPresent()) return bert(maxLength);
    // a BOS that is the EOS too only separates texts: neither Phi's nor Qwen's begin with it
    boolean begins = special.bos().isPresent() && !special.bos().equals(special.eos());
    return begins ? bosEos(maxLength) : eos(maxLength);
  }

  public Template withInstruction(String text) {
    return new Template(text, prefix, suffix, first, last, maxLength, truncate, poolInstruction);
  }

  public Template withPrefix(String text) {
    return new Template(
        instruction, text, suffix, first, last, maxLength, truncate, poolInstruction);
  }

  public Template withSuffix(String text) {
    return new Template(
        instruction, prefix, text, first, last, maxLength, truncate, poolInstruction);
  }

  public Template withMaxLength(int tokens) {
    return new Template(
        instruction, prefix, suffix, first, last, tokens, truncate, poolInstruction);
  }

  public Template withTruncate(Truncate side) {
    return new Template(instruction, prefix, suffix, first, last, maxLength, side, poolInstruction);
  }

  /** Whether a mean over tokens covers what stands before the text. */
  public Template withPoolInstruction(boolean pooled) {
    return new Template(
        instruction, prefix, suffix, first, last, maxLength, truncate, pooled ? null : false);
  }

  /** What goes without saying is not said: keys of stages are made from this. */
  @Override
  public String toString() {
    return "Template[instruction=%s, prefix=%s, suffix=%s, first=%s, last=%s, maxLength=%d, truncate=%s%s]"
        .formatted(
            instruction,
            prefix,
            suffix,
            first,
            last,
            maxLength,
            truncate,
            poolInstruction == null ? "" : ", poolInstruction=" + poolInstruction);
  }

  /**
   * Ties the template to a tokenizer, to be used on many texts.
   *
   * @throws org.denselab.base.BadInput when the tokenizer lacks a special token of the template, or
   *     when prefix, suffix and special tokens leave no room for a text
   */
  public BoundTemplate bind(Tokenizer tokenizer) {
    return new BoundTemplate(this, tokenizer);
  }

  /** Token ids of one text, {@link #maxLength()} of them at most beside the instruction's. */
  public int[] apply(Tokenizer tokenizer, String text) {
    return bind(tokenizer).apply(text).ids();
  }
}
