package org.denselab.lexical;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.denselab.base.Sha256;
import org.denselab.data.Document;

/**
 * Tells passages that say the same: equal text but for case, punctuation, spacing and Unicode form.
 * Titles count only where there is no text.
 */
final class TextKey {
  private static final Pattern NOT_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

  private TextKey() {}

  static String of(Document document) {
    String text = document.text().isBlank() ? document.title() : document.text();
    return Sha256.of(normalized(text)).substring(0, 32);
  }

  static String normalized(String text) {
    String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    String words = NOT_WORD.matcher(folded).replaceAll(" ").strip();
    return words.isEmpty() ? folded.strip() : words;
  }
}
