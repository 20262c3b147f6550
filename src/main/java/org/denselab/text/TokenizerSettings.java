package org.denselab.text;

/**
 * What tokenizer to train.
 *
 * @param vocabularySize tokens at most, special tokens included
 * @param minFrequency how often a pair must occur to become a token
 */
public record TokenizerSettings(Kind kind, int vocabularySize, int minFrequency) {
  /** Kinds of tokenizer that can be trained. */
  public enum Kind {
    /** BERT's: lower case, accents removed, {@code ##} inside words. */
    WORDPIECE,
    /** GPT-2's: every byte known, nothing normalised. */
    BPE
  }

  public TokenizerSettings {
    if (vocabularySize < 1 || minFrequency < 1)
      throw new IllegalArgumentException("vocabulary size and min frequency must be at least 1");
  }

  /** Pairs that occur once are noise: two occurrences, as HuggingFace's own defaults. */
  public static TokenizerSettings of(Kind kind, int vocabularySize) {
    return new TokenizerSettings(kind, vocabularySize, 2);
  }
}
