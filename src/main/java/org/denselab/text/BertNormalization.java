package org.denselab.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.text.Normalizer;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * How BERT prepares text before WordPiece, with the keys of its {@code tokenizer_config.json}.
 * Training counts words by {@link #words}; encoding is the Rust library's, told so by {@link
 * #describe}.
 *
 * @param stripAccents removes accents; in the original it follows {@code lowercase}
 * @param chinese makes every CJK ideograph a word of its own
 */
record BertNormalization(boolean lowercase, boolean stripAccents, boolean chinese) {
  static final BertNormalization UNCASED = new BertNormalization(true, true, true);

  /** Fills the normalizer and pre-tokenizer of a {@code tokenizer.json}. */
  void describe(ObjectNode tokenizer) {
    tokenizer
        .putObject("normalizer")
        .put("type", "BertNormalizer")
        .put("clean_text", true)
        .put("handle_chinese_chars", chinese)
        .put("strip_accents", stripAccents)
        .put("lowercase", lowercase);
    tokenizer.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
  }

  /** Hands every word and every punctuation mark of the text to {@code sink}, in order. */
  void words(String text, Consumer<String> sink) {
    var word = new StringBuilder();
    normalized(text)
        .codePoints()
        .forEach(
            c -> {
              boolean alone = isPunctuation(c) || (chinese && isIdeograph(c));
              if ((alone || isSpace(c)) && !word.isEmpty()) {
                sink.accept(word.toString());
                word.setLength(0);
              }
              if (alone) sink.accept(Character.toString(c));
              else if (!isSpace(c)) word.appendCodePoint(c);
            });
    if (!word.isEmpty()) sink.accept(word.toString());
  }

  private String normalized(String text) {
    String decomposed = stripAccents ? Normalizer.normalize(text, Normalizer.Form.NFD) : text;
    var result = new StringBuilder(decomposed.length());
    decomposed
        .codePoints()
        .filter(c -> isSpace(c) || !isRemoved(c))
        .forEach(c -> append(c, result));
    return result.toString();
  }

  /** Lower case comes character by character, without a look at its neighbours, as in Rust. */
  private void append(int c, StringBuilder result) {
    if (lowercase && c >= 128) result.append(Character.toString(c).toLowerCase(Locale.ROOT));
    else result.appendCodePoint(lowercase ? Character.toLowerCase(c) : c);
  }

  private boolean isRemoved(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      case Character.NON_SPACING_MARK -> stripAccents;
      default -> c == 0xFFFD;
    };
  }

  private static boolean isSpace(int c) {
    return c == '\t' || c == '\n' || c == '\r' || Character.isSpaceChar(c);
  }

  /** Unlike Unicode, BERT counts every ASCII symbol, such as {@code $}, as punctuation. */
  private static boolean isPunctuation(int c) {
    if (c < 128) return c > ' ' && c < 127 && !Character.isLetterOrDigit(c);
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  private static boolean isIdeograph(int c) {
    return (c >= 0x4E00 && c <= 0x9FFF)
        || (c >= 0x3400 && c <= 0x4DBF)
        || (c >= 0x20000 && c <= 0x2A6DF)
        || (c >= 0x2A700 && c <= 0x2CEAF)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0x2F800 && c <= 0x2FA1F);
  }
}
