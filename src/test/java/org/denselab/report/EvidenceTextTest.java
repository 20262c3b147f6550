package org.denselab.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.denselab.study.result.Evidence;
import org.junit.jupiter.api.Test;

class EvidenceTextTest {
  private static Evidence evidence(
      int seeds, double low, double high, double p, String verdict, String noDifference) {
    return new Evidence(
        "randomization",
        seeds,
        400,
        (low + high) / 2,
        low,
        high,
        .95,
        p,
        p,
        6,
        verdict,
        new Evidence.Equivalence(.05, noDifference, low + .002, high - .002, .9),
        .023);
  }

  @Test
  void undecidedSaysWhatCouldNotBeSeen() {
    assertThat(EvidenceText.sentence(evidence(3, -.012, .020, .4, "undecided", "")))
        .isEqualTo(
            "undecided: the interval [−.012, .020] includes 0; differences below .023 could not be"
                + " seen with 400 queries and 3 seeds");
    assertThat(EvidenceText.sentence(evidence(0, .001, .020, .08, "undecided", "")))
        .isEqualTo(
            "undecided: p = .080 after Holm's correction over 6 tests; differences below .023"
                + " could not be seen with 400 queries");
  }

  @Test
  void whatSameScoresHideIsNotKnown() {
    var same =
        new Evidence(
            "t",
            0,
            40,
            0,
            -.092,
            .092,
            .95,
            1,
            1,
            1,
            "undecided",
            new Evidence.Equivalence(.02, "undecided", -.072, .072, .9),
            Double.NaN);
    assertThat(EvidenceText.sentence(same))
        .isEqualTo(
            "undecided: the interval [−.092, .092] includes 0; where all differences are the same,"
                + " what could not be seen with 40 queries is not known");
  }

  @Test
  void oneSeedIsTold() {
    assertThat(EvidenceText.sentence(evidence(1, .01, .02, .001, "holds", "")))
        .isEqualTo("holds for this one seed");
    assertThat(EvidenceText.sentence(evidence(3, .01, .02, .001, "holds", ""))).isEqualTo("holds");
  }

  @Test
  void noDifferenceIsNotTheSameAsUndecided() {
    Evidence same = evidence(3, -.012, .020, .4, "undecided", "holds");
    assertThat(EvidenceText.word(same)).isEqualTo("no difference");
    assertThat(EvidenceText.sentence(same)).isEqualTo("no difference beyond ±.050");
    assertThat(EvidenceText.interval(same)).as("its own").isEqualTo("[−.010, .018] (90 %)");
    assertThat(EvidenceText.interval(evidence(3, .01, .02, .001, "holds", "holds")))
        .isEqualTo("[.010, .020]");
    assertThat(EvidenceText.word(evidence(3, .01, .02, .001, "holds", "holds"))).isEqualTo("holds");
  }
}
