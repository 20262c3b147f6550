package org.denselab.report;

import java.util.List;
import java.util.stream.Stream;
import org.denselab.study.result.StudyResult.Comparison;
import org.denselab.study.result.StudyResult.QueryShift;

/** Keeps the texts of moved queries to a length that a page bears. */
final class ShiftTexts {
  private static final int MOST_CHARACTERS = 700;

  private ShiftTexts() {}

  /** {@code comparison} with its long texts cut at a word. */
  static Comparison cut(Comparison c) {
    return c.withShifts(cut(c.gained()), cut(c.lost()));
  }

  /** Characters that the cut texts of {@code comparison} take. */
  static long characters(Comparison comparison) {
    return Stream.concat(comparison.gained().stream(), comparison.lost().stream())
        .flatMap(s -> Stream.of(s.query(), s.gold(), s.topBefore(), s.topAfter()))
        .mapToLong(text -> Math.min(MOST_CHARACTERS, text.length()))
        .sum();
  }

  private static List<QueryShift> cut(List<QueryShift> shifts) {
    return shifts.stream()
        .map(
            s ->
                new QueryShift(
                    s.queryId(),
                    cut(s.query()),
                    s.before(),
                    s.after(),
                    s.goldId(),
                    cut(s.gold()),
                    cut(s.topBefore()),
                    cut(s.topAfter())))
        .toList();
  }

  /** {@code text}, cut at a word where it is long. */
  static String cut(String text) {
    if (text.length() <= MOST_CHARACTERS) return text;
    int space = text.lastIndexOf(' ', MOST_CHARACTERS);
    int end = space > MOST_CHARACTERS / 2 ? space : MOST_CHARACTERS;
    if (Character.isHighSurrogate(text.charAt(end - 1))) end--;
    return text.substring(0, end) + " …";
  }
}
