package org.denselab.data;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** When two texts count as the same: after NFKC, lower case, and white space as single spaces. */
public final class NormalisedText {
  private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");

  private NormalisedText() {}

  public static String of(String text) {
    String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    return SPACE.matcher(folded).replaceAll(" ").strip();
  }
}
