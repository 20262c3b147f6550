package org.denselab.text;

/**
 * What tokenizer to train.
 *
 * @param vocabularySize tokens at most, special tokens included
 * @param minFrequency how often a pair must occur to become a token
 * @param special tokens that frame texts
 */
public record TokenizerSettings(
    Kind kind, int vocabularySize, int minFrequency, SpecialSet special) {
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

  /** BERT's special tokens in a WordPiece vocabulary, GPT-2's in a byte-level one. */
  public static TokenizerSettings of(Kind kind, int vocabularySize) {
    return of(kind, vocabularySize, kind == Kind.BPE ? SpecialSet.GPT : SpecialSet.BERT);
  }

  /** Pairs that occur once are noise: two occurrences, as HuggingFace's own defaults. */
  public static TokenizerSettings of(Kind kind, int vocabularySize, SpecialSet special) {
    return new TokenizerSettings(kind, vocabularySize, 2, special);
  }
}
