package org.denselab.lexical;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.denselab.base.Sha256;
import org.denselab.data.Document;

/**
 * Tells passages that say the same: title and text are equal after NFKC, in lower case, with white
 * space as single spaces. Training masks its columns by the same rule.
 */
final class TextKey {
  private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");

  private TextKey() {}

  static String of(Document document) {
    String folded =
        Normalizer.normalize(document.joined(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    return Sha256.of(SPACE.matcher(folded).replaceAll(" ").strip()).substring(0, 32);
  }
}
