package org.denselab.analysis;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.denselab.base.Hash64;
import org.denselab.base.Seeds;
import org.denselab.data.NormalisedText;

/** A text as contamination sees it: one hash of the whole, and one of every 13 words in a row. */
final class NGrams {
  /** As GPT-3's report counts contamination (Brown et al. 2020, appendix C). */
  static final int WORDS = 13;

  private static final long BASE = 0x9E3779B97F4A7C15L;
  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

  final long whole;
  final long[] grams;

  private NGrams(long whole, long[] grams) {
    this.whole = whole;
    this.grams = grams;
  }

  static NGrams of(String text) {
    String normalised = NormalisedText.of(text);
    long[] words =
        Arrays.stream(BETWEEN.split(normalised, 0))
            .filter(word -> !word.isEmpty())
            .mapToLong(Hash64::of)
            .toArray();
    return new NGrams(Hash64.of(normalised), grams(words));
  }

  private static long[] grams(long[] words) {
    if (words.length < WORDS) return new long[0];
    long leaving = 1;
    for (int i = 1; i < WORDS; i++) leaving *= BASE;
    long[] grams = new long[words.length - WORDS + 1];
    long rolling = 0;
    for (int i = 0; i < words.length; i++) {
      if (i >= WORDS) rolling -= words[i - WORDS] * leaving;
      rolling = rolling * BASE + words[i];
      if (i >= WORDS - 1) grams[i - WORDS + 1] = Seeds.mix(rolling);
    }
    return grams;
  }

  /** Shorter texts can only be found whole. */
  boolean tooShort() {
    return grams.length == 0;
  }
}
