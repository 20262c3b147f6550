package org.denselab.dsl.schema;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The word that was probably meant. */
public final class Nearest {
  private Nearest() {}

  /** The known word that is close to {@code word}. */
  public static Optional<String> to(String word, Collection<String> known) {
    int reach = Math.max(1, Math.min(word.length(), 24) / 3);
    String lower = word.toLowerCase(Locale.ROOT);
    record Near(String word, int distance) {}
    var distance = new LevenshteinDistance(reach);
    return known.stream()
        .map(k -> new Near(k, distance.apply(lower, k.toLowerCase(Locale.ROOT))))
        .filter(near -> near.distance >= 0)
        .min(Comparator.comparingInt(Near::distance))
        .map(Near::word);
  }

  /** {@code ; did you mean "x"?}, or nothing. */
  public static String hint(String word, Collection<String> known) {
    return to(word, known).map(near -> "; did you mean \"" + near + "\"?").orElse("");
  }

  /** {@code ; did you mean "x"?}, or else all that there is. */
  public static String hintOrAll(String word, Collection<String> known) {
    String hint = hint(word, known);
    return hint.isEmpty() && !known.isEmpty() ? "; there is " + listed(known) : hint;
  }

  /** {@code a, b or c}. */
  public static String listed(Collection<String> words) {
    var all = List.copyOf(words);
    if (all.size() < 2) return String.join("", all);
    return String.join(", ", all.subList(0, all.size() - 1)) + " or " + all.getLast();
  }
}
