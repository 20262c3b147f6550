package org.denselab.dsl.schema;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The word that was probably meant. */
public final class Nearest {
  private static final Pattern NUMBER = Pattern.compile("[-+.0-9]+");
  private static final double ALIKE = 0.9;
  private static final int LONGEST = 100;
  private static final int MOST = 24;

  private Nearest() {}

  /** The known word that is close to {@code word}. */
  public static Optional<String> to(String word, Collection<String> known) {
    if (word.length() > LONGEST || NUMBER.matcher(word).matches()) return Optional.empty();
    int reach = Math.max(1, Math.min(word.length(), 24) / 3);
    String lower = word.toLowerCase(Locale.ROOT);
    var edits = new LevenshteinDistance(reach);
    var likeness = new JaroWinklerSimilarity();
    record Near(String word, double likeness) {}
    return known.stream()
        .map(k -> new Near(k, likeness.apply(lower, k.toLowerCase(Locale.ROOT))))
        .filter(
            near ->
                near.likeness > ALIKE
                    || edits.apply(lower, near.word.toLowerCase(Locale.ROOT)) >= 0)
        .max(Comparator.comparingDouble(Near::likeness))
        .map(Near::word);
  }

  /** {@code ; did you mean "x"?}, or nothing. */
  public static String hint(String word, Collection<String> known) {
    return to(word, known).map(near -> "; did you mean \"" + near + "\"?").orElse("");
  }

  /** {@code ; did you mean "x"?}, or else what there is, of very many the first. */
  public static String hintOrAll(String word, Collection<String> known) {
    String hint = hint(word, known);
    if (!hint.isEmpty() || known.isEmpty()) return hint;
    if (known.size() > MOST)
      return "; there are "
          + String.join(", ", known.stream().limit(MOST).toList())
          + " and "
          + (known.size() - MOST)
          + " more";
    return known.size() == 1
        ? "; there is only " + listed(known, "")
        : "; there are " + listed(known, " and ");
  }

  /** {@code a, b or c}. */
  public static String listed(Collection<String> words) {
    return listed(words, " or ");
  }

  private static String listed(Collection<String> words, String last) {
    var all = List.copyOf(words);
    if (all.size() < 2) return String.join("", all);
    return String.join(", ", all.subList(0, all.size() - 1)) + last + all.getLast();
  }
}
