package org.denselab.report;

import java.util.Locale;
import org.denselab.study.result.Evidence;
import org.denselab.study.result.StudyResult.Comparison;

/** What the data say of the claim "this row beats its baseline". */
public enum Verdict {
  HOLDS,
  FAILS,
  UNDECIDED;

  private static final double STRONG = 0.01;

  public static Verdict of(Comparison comparison) {
    return of(comparison.evidence());
  }

  /** As the study judged it. */
  public static Verdict of(Evidence evidence) {
    return valueOf(evidence.verdict().toUpperCase(Locale.ROOT));
  }

  /** The mark beside a difference: none where it is undecided. */
  static String mark(Evidence evidence) {
    if (of(evidence) == UNDECIDED) return "";
    return evidence.pHolm() < STRONG ? "‡" : "†";
  }

  /** What the marks are, at the level of the study's tests. */
  static String legend(Evidence evidence) {
    return ("† the claim holds or fails: the interval excludes 0 and p, corrected, is under %s;"
            + " ‡ the same with p under .01; no mark: undecided.")
        .formatted(level(evidence));
  }

  /** Such as {@code .05}. */
  static String level(Evidence evidence) {
    return Figures.score(1 - evidence.confidence()).replaceFirst("0$", "");
  }

  /** The verdict in running text. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
