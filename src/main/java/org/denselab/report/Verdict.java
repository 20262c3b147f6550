package org.denselab.report;

import java.util.Locale;
import org.denselab.study.result.StudyResult.Comparison;

/** What a test says of the claim "this row beats its baseline". */
public enum Verdict {
  HOLDS,
  FAILS,
  UNDECIDED;

  /** The level of the tests, after correction. */
  public static final double ALPHA = 0.05;

  private static final double STRONG = 0.01;

  /** Undecided unless the corrected p is under {@link #ALPHA}; then the sign decides. */
  public static Verdict of(Comparison comparison) {
    if (!(comparison.pHolm() < ALPHA) || comparison.delta() == 0) return UNDECIDED;
    return comparison.delta() > 0 ? HOLDS : FAILS;
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
