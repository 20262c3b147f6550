package org.denselab.data.atlas;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The words that carry a text's meaning, folded so that a stemmer's matches are matches here. */
final class ContentWords {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");

  /** Common stemmers cut suffixes; words of one stem nearly always share five letters. */
  private static final int STEM = 5;

  private static final Set<String> STOP_WORDS =
      Set.of(
          ("a about after all also always among an and any are as at be been before both but by can"
               + " could did do does each every few first for from get give had has have he her his"
               + " how i if in into is it its know known like made make many may me more most much"
               + " must my no not of on one only or other our out over please she should so some"
               + " such take tell than that the their them then there these they this those through"
               + " to too under until up us use used uses was we well were what when where which"
               + " while who whom whose why will with would you your")
              .split(" ", -1));

  private ContentWords() {}

  /** Lower-cased, without accents, stop words and plural s. */
  static Set<String> of(String text) {
    String folded = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
    Set<String> words = new LinkedHashSet<>();
    var matcher = WORD.matcher(folded.toLowerCase(Locale.ROOT));
    while (matcher.find()) {
      String word = matcher.group();
      if (!STOP_WORDS.contains(word)) words.add(stem(word));
    }
    words.remove("s");
    return words;
  }

  static long shared(Set<String> some, Set<String> others) {
    return some.stream().filter(others::contains).count();
  }

  private static String stem(String word) {
    String singular =
        word.length() > 3 && word.endsWith("s") && !word.endsWith("ss")
            ? word.substring(0, word.length() - 1)
            : word;
    return singular.substring(0, Math.min(STEM, singular.length()));
  }
}
