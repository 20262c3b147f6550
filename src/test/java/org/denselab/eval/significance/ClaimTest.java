package org.denselab.eval.significance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ClaimTest {
  private static final Spread SPREAD = new Spread(0, 0, 1e-4, 1_000_000);

  /** An interval of about ±.0196 at 95 % and ±.0164 at 90 %. */
  private static Resampled around(double estimate) {
    double[] values = new double[2001];
    for (int i = 0; i < values.length; i++) values[i] = estimate + (i - 1000) / 1000.0;
    return Resampled.of(estimate, values, SPREAD);
  }

  private static String direction(boolean positive, double p, double estimate) {
    return new Claim.Direction(positive, p).judge(around(estimate), 0.05).word();
  }

  @Test
  void aDirectionNeedsTheIntervalAndP() {
    assertThat(direction(true, 0.01, 0.03)).isEqualTo("holds");
    assertThat(direction(true, 0.01, -0.03)).isEqualTo("fails");
    assertThat(direction(true, 0.06, 0.03)).isEqualTo("undecided");
    assertThat(direction(true, 0.01, 0.01)).isEqualTo("undecided");
    assertThat(direction(true, Double.NaN, 0.03)).isEqualTo("undecided");
    assertThat(direction(false, 0.01, -0.03)).isEqualTo("holds");
    assertThat(direction(false, 0.01, 0.03)).isEqualTo("fails");
  }

  @Test
  void noDifferenceNeedsAnIntervalWithinTheMargin() {
    var none = new Claim.NoDifference(0.02);
    assertThat(none.judge(around(0.001), 0.05)).isInstanceOf(Verdict.Holds.class);
    assertThat(none.judge(around(0.010), 0.05)).isInstanceOf(Verdict.Undecided.class);
    assertThat(none.judge(around(0.050), 0.05)).isInstanceOf(Verdict.Fails.class);
    assertThat(none.judge(around(-0.050), 0.05)).isInstanceOf(Verdict.Fails.class);
    assertThat(none.judge(around(0), 0.05).interval().level()).isEqualTo(0.9);
    assertThatThrownBy(() -> new Claim.NoDifference(0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
