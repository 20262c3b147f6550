package org.denselab.report;

import java.util.Locale;
import org.denselab.study.result.Evidence;
import org.denselab.study.result.StudyResult.Comparison;

/** What the data say of the claim "this row beats its baseline". */
public enum Verdict {
  HOLDS,
  FAILS,
  UNDECIDED;

  private static final double ALPHA = 0.05;
  private static final double STRONG = 0.01;

  public static Verdict of(Comparison comparison) {
    return of(comparison.evidence());
  }

  /** As the study judged it. */
  public static Verdict of(Evidence evidence) {
    return valueOf(evidence.verdict().toUpperCase(Locale.ROOT));
  }

  /** The mark beside a difference: a dagger under .05, a double dagger under .01. */
  public static String mark(double pHolm) {
    if (pHolm < STRONG) return "‡";
    return pHolm < ALPHA ? "†" : "";
  }

  /** The verdict in running text. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
