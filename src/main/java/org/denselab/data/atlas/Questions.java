package org.denselab.data.atlas;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** The questions for a fact, sorted by how many of their content words its passage shares. */
final class Questions {
  private static final int NONE = 0;
  private static final int SOME = 1;
  private static final int NAME_AND_MOST = 2;

  private final Fact fact;
  private final String gold;
  private final Set<String> goldWords;
  private final NavigableMap<Integer, List<String>> byOverlap = new TreeMap<>();

  Questions(Fact fact, String gold) {
    this.fact = fact;
    this.gold = gold;
    goldWords = ContentWords.of(gold);
    for (String question : Wording.all(fact, Phrasing.QUESTION))
      byOverlap.computeIfAbsent(overlap(question), _ -> new ArrayList<>()).add(question);
  }

  /**
   * Draws {@code count} different questions; each shares nothing with the passage with probability
   * {@code mismatch}, otherwise as much as the phrasings allow.
   */
  List<String> draw(int count, double mismatch, SplittableRandom random) {
    List<String> chosen = new ArrayList<>();
    while (chosen.size() < count && !byOverlap.isEmpty()) {
      boolean apart = random.nextDouble() < mismatch && byOverlap.firstKey() == NONE;
      var from = apart ? byOverlap.firstEntry() : byOverlap.lastEntry();
      chosen.add(from.getValue().remove(random.nextInt(from.getValue().size())));
      if (from.getValue().isEmpty()) byOverlap.remove(from.getKey());
    }
    return chosen;
  }

  private int overlap(String question) {
    Set<String> words = ContentWords.of(question);
    long shared = ContentWords.shared(words, goldWords);
    if (shared == 0) return NONE;
    boolean named =
        fact.entity().forms().stream()
            .anyMatch(form -> question.contains(form) && gold.contains(form));
    return named && 3 * shared >= 2L * words.size() ? NAME_AND_MOST : SOME;
  }
}
