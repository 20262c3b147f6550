package org.denselab.data.atlas;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** All runs of thirteen words of a text: the usual unit for measuring contamination. */
final class WordRuns {
  static final int LENGTH = 13;

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

  private WordRuns() {}

  static Set<String> of(String text) {
    List<String> words =
        WORD.matcher(text.toLowerCase(Locale.ROOT)).results().map(MatchResult::group).toList();
    Set<String> runs = new LinkedHashSet<>();
    for (int i = 0; i + LENGTH <= words.size(); i++)
      runs.add(String.join(" ", words.subList(i, i + LENGTH)));
    return runs;
  }
}
