package org.denselab.report;

import org.denselab.study.result.Evidence;
import org.denselab.study.result.Summary;

/** What the data say of a difference, in plain words. */
public final class EvidenceText {
  private EvidenceText() {}

  /**
   * Such as {@code [−.012, .020]}: the interval that {@link #word} rests on, with its level where
   * that is not the study's, as in {@code [−.010, .018] (90 %)}.
   */
  public static String interval(Evidence evidence) {
    var equal = evidence.equivalence();
    return evidence.equivalent()
        ? "%s (%.0f %%)".formatted(interval(equal.low(), equal.high()), 100 * equal.confidence())
        : interval(evidence.low(), evidence.high());
  }

  private static String interval(double low, double high) {
    return "[" + Figures.score(low) + ", " + Figures.score(high) + "]";
  }

  /** {@code holds}, {@code fails}, {@code undecided} or {@code no difference}. */
  public static String word(Evidence evidence) {
    return evidence.equivalent() ? "no difference" : evidence.verdict();
  }

  /** {@code p = .031 of 5}, where 5 p-values were corrected together. */
  public static String p(Evidence evidence) {
    String p = Figures.p(evidence.pHolm());
    return evidence.family() > 1 ? p + " of " + evidence.family() : p;
  }

  /** {@code 400 queries and 3 seeds}. */
  public static String size(Evidence evidence) {
    String queries = Figures.count(evidence.queries(), "query", "queries");
    return evidence.seeds() == 0
        ? queries
        : queries + " and " + Figures.count(evidence.seeds(), "seed", "seeds");
  }

  /** The verdict with its reason, such as a reader of one line needs it. */
  public static String sentence(Evidence evidence) {
    if (evidence.equivalent()) return "no difference beyond ±" + Figures.score(evidence.margin());
    if (!evidence.verdict().equals("undecided")) return evidence.verdict() + only(evidence);
    return "undecided: " + reason(evidence) + "; " + unseen(evidence);
  }

  /** A summary's p and verdict; where nothing is decided for another reason, that alone. */
  public static String summary(Summary summary) {
    var evidence = summary.evidence();
    return summary.caveat().isEmpty()
        ? p(evidence) + ", " + sentence(evidence)
        : undecided(summary);
  }

  /** {@code undecided, as …}. */
  static String undecided(Summary summary) {
    return summary.evidence().verdict() + ", as " + summary.caveat();
  }

  /** Why nothing can be said. */
  static String reason(Evidence evidence) {
    boolean includesZero = evidence.low() <= 0 && evidence.high() >= 0;
    return includesZero
        ? "the interval " + interval(evidence) + " includes 0"
        : Figures.p(evidence.pHolm())
            + (evidence.family() > 1
                ? " after Holm's correction over " + evidence.family() + " tests"
                : "");
  }

  /** What a study of this size would have missed. */
  static String unseen(Evidence evidence) {
    if (Double.isNaN(evidence.smallest()))
      return "where all differences are the same, what could not be seen with %s is not known"
          .formatted(size(evidence));
    return "differences below %s could not be seen with %s"
        .formatted(Figures.score(evidence.smallest()), size(evidence));
  }

  /** What has to be said of a claim from one seed. */
  private static String only(Evidence evidence) {
    return evidence.oneSeed() ? " for this one seed" : "";
  }
}
