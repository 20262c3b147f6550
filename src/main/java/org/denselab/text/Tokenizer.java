package org.denselab.text;

import java.util.OptionalInt;

/** Text to token ids. Special tokens are added by {@link Template}, never here. */
public interface Tokenizer extends AutoCloseable {
  /** Token ids of the text without special tokens and without truncation. */
  int[] encode(String text);

  /** Where each token of {@link #encode} ends in the text, as {@link String#substring} counts. */
  int[] ends(String text);

  /** The text of the ids, special tokens included. */
  String decode(int[] ids);

  int vocabularySize();

  /** The id of a token such as {@code [SEP]}, empty where the vocabulary has none. */
  OptionalInt id(String token);

  /** The special tokens by role. */
  SpecialTokens special();

  /** SHA-256 of the {@code tokenizer.json}. */
  String fingerprint();

  @Override
  void close();
}
