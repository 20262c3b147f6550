package org.denselab.eval.significance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
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

  private static double[] same(int queries, double difference) {
    double[] same = new double[queries];
    Arrays.fill(same, difference);
    return same;
  }

  private static Resampled resampled(double... perQuery) {
    return new HierarchicalBootstrap(200, 1).of(new Differences(new double[][] {perQuery}));
  }

  private static String equal(int queries, double difference) {
    return new Claim.NoDifference(0.02).judge(resampled(same(queries, difference)), 0.05).word();
  }

  /** The rule of three: fewer than 3/n of the queries would differ, each by 1 at most. */
  @Test
  void sameScoresAreTheSameOnlyWithEnoughQueries() {
    assertThat(equal(2, 0)).isEqualTo("undecided");
    assertThat(equal(40, 0)).isEqualTo("undecided");
    assertThat(equal(500, 0)).isEqualTo("holds");
    assertThat(resampled(same(500, 0)).interval(.9).high()).isCloseTo(3.0 / 500, within(1e-4));
    assertThat(resampled(same(40, 0)).interval(.9).low()).isCloseTo(-3.0 / 40, within(.005));
    assertThat(equal(2, 1)).as("two queries refute nothing").isEqualTo("undecided");
    assertThat(equal(40, 1)).isEqualTo("fails");
    assertThat(resampled(same(40, 0)).spread().smallestDifference(.05, .8)).isNaN();
  }

  private static String beats(PairedTest test, int queries, double difference) {
    double[] same = same(queries, difference);
    return new Claim.Direction(true, test.test(same).p()).judge(resampled(same), 0.05).word();
  }

  @Test
  void sameGainsAreJudgedByTheirSigns() {
    for (var test :
        List.of(new PairedTTest(), new BootstrapTest(999, 1), new RandomizationTest(999, 1))) {
      assertThat(beats(test, 2, 1)).as("%s", test).isEqualTo("undecided");
      assertThat(beats(test, 5, 1)).as("%s, p = 1/16", test).isEqualTo("undecided");
      assertThat(beats(test, 6, 1)).as("%s, p = 1/32", test).isEqualTo("holds");
      assertThat(beats(test, 6, -1)).as("%s", test).isEqualTo("fails");
      assertThat(beats(test, 40, .01)).as("%s: one query undoes it", test).isEqualTo("undecided");
      assertThat(beats(test, 500, .01)).as("%s", test).isEqualTo("holds");
      assertThat(beats(test, 500, 0)).as("%s", test).isEqualTo("undecided");
    }
  }

  /** .3 - .2 and .8 - .7 are not the same bits. */
  @Test
  void roundingMakesNoVariance() {
    double[] rounded = {.3 - .2, .8 - .7, .6 - .5, .2 - .1};
    assertThat(new PairedTTest().test(rounded).p()).isEqualTo(1 / 8.0);
    assertThat(resampled(rounded).interval(.95).low()).isNegative();
  }

  @Test
  void oneTaskOfSameScoresWidensTheMean() {
    double[] varied = new double[400];
    for (int q = 0; q < varied.length; q++) varied[q] = q % 2 == 0 ? .1 : -.1;
    var both =
        new HierarchicalBootstrap(500, 1)
            .of(
                List.of(
                    new Differences(new double[][] {varied}),
                    new Differences(new double[][] {same(30, 0)})));
    double half = resampled(same(30, 0)).spread().halfWidth(.95);
    assertThat(both.spread().halfWidth(.95)).isGreaterThan(half / 2).isLessThan(half);
    assertThat(both.spread().smallestDifference(.05, .8)).isNaN();
  }

  /** A sum of two differences has twice the room of one. */
  @Test
  void aContrastOfSameScoresHasTheRoomOfItsParts() {
    var one = new Differences(new double[][] {same(40, 0)});
    var sum = Differences.sum(List.of(one, one), 1, -1);
    assertThat(Spread.of(List.of(sum)).halfWidth(.9))
        .isCloseTo(2 * Spread.of(List.of(one)).halfWidth(.9), within(1e-12));
  }
}
