package org.denselab.eval.significance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.denselab.eval.Spearman;
import org.junit.jupiter.api.Test;

/** Published or hand-computed numbers; the rates of error are in {@link ErrorRatesTest}. */
class WorkedExamplesTest {
  private static final double[] SLEEP = {1.2, 2.4, 1.3, 1.3, 0, 1.0, 1.8, 0.8, 4.6, 1.4};
  private static final double[] MAIZE = {
    49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48
  };
  private static final double[] LSAT = {
    576, 635, 558, 578, 666, 580, 555, 661, 651, 605, 653, 575, 545, 572, 594
  };
  private static final double[] GPA = {
    3.39, 3.30, 2.81, 3.03, 3.44, 3.07, 3.00, 3.43, 3.36, 3.13, 3.12, 2.74, 2.76, 2.88, 2.96
  };

  /**
   * Darwin's maize in Fisher (1935, section 21): of 32,768 sign patterns 1,726 are as far from 0.
   */
  @Test
  void randomisationOfDarwinsMaize() {
    assertThat(new RandomizationTest(10_000, 1).test(MAIZE).p()).isEqualTo(1726.0 / 32768);
    assertThat(new PairedTTest().test(MAIZE).p()).isCloseTo(0.0497, within(5e-5));
    assertThat(new BootstrapTest(10_000, 1).test(MAIZE).p()).isBetween(0.03, 0.10);
  }

  /** Twice the maize is too much to enumerate; the sample is held against the normal limit. */
  @Test
  void sampledRandomisationCountsTheObservedPatternIn() {
    double[] many = new double[400];
    java.util.Arrays.fill(many, 1);
    assertThat(new RandomizationTest(999, 1).test(many).p()).isEqualTo(1 / 1000.0);
    // 20 + and 20 -: every pattern is at least as far from 0
    double[] even = new double[40];
    for (int i = 0; i < 40; i++) even[i] = i % 2 == 0 ? 1 : -1;
    assertThat(new RandomizationTest(999, 1).test(even).p()).isEqualTo(1);
    // 32 + and 8 -: p = P(|B - 20| >= 12) with B ~ Binomial(40, 1/2) = 0.000182
    for (int i = 0; i < 40; i++) even[i] = i < 32 ? 1 : -1;
    assertThat(new RandomizationTest(200_000, 1).test(even).p())
        .isCloseTo(0.000182, within(0.0001));
  }

  @Test
  void noDifferenceAtAllIsNoEvidence() {
    assertThat(new RandomizationTest(100, 1).test(new double[8]).p()).isEqualTo(1);
    assertThat(new BootstrapTest(100, 1).test(new double[8]).p()).isEqualTo(1);
    var none = new HierarchicalBootstrap(100, 1).of(new Differences(new double[3][8]));
    // .025 is the chance that none of eight shows what a share of .369 has
    assertThat(none.interval(0.95).low()).isCloseTo(-0.3694, within(5e-5));
    assertThat(none.interval(0.95).high()).isCloseTo(0.3694, within(5e-5));
  }

  /** By hand: mean squares of seeds 4, queries 9, rest 1. */
  @Test
  void partsOfTheVariance() {
    var differences = new Differences(new double[][] {{1, 3}, {2, 6}});
    assertThat(Components.of(differences)).isEqualTo(new Components(1.5, 4, 1));
    assertThat(Spread.of(List.of(differences))).isEqualTo(new Spread(1, 1, 2, 1));
    assertThat(Components.of(differences).planned(2, 2)).isEqualTo(new Spread(1, 1, 2, 1));
  }

  /** R: t.test(extra ~ group, data = sleep, paired = TRUE) gives 0.7001142 to 2.4598858. */
  @Test
  void oneSeedsHalfWidthIsThatOfStudentsInterval() {
    var resampled = new HierarchicalBootstrap(10_000, 1).of(one(SLEEP));
    assertThat(resampled.spread().halfWidth(0.95)).isCloseTo(0.8798858, within(1e-6));
    assertThat(resampled.estimate()).isCloseTo(1.58, within(1e-12));
    // the data have a tail to the right, and so has the interval
    var interval = resampled.interval(0.95);
    assertThat(interval.high() - 1.58).isGreaterThan(1.58 - interval.low());
    assertThat(interval.high() - interval.low()).isCloseTo(2 * 0.88, within(0.06));
  }

  /** Two seeds and two queries have 16 equally likely resamples, which can be written down. */
  @Test
  void theResamplesAreThoseOfTheScheme() {
    double[][] d = {{0, 4}, {8, 20}};
    double[] means = new double[16];
    for (int i = 0; i < 16; i++) {
      double[] first = d[i & 1];
      double[] second = d[i >> 1 & 1];
      int q = i >> 2 & 1;
      int r = i >> 3 & 1;
      means[i] = (first[q] + second[q] + first[r] + second[r]) / 4;
    }
    double variance = Spread.variance(means) * 15 / 16;
    var resampled = new HierarchicalBootstrap(200_000, 1).of(new Differences(d));
    assertThat(resampled.sorted()).containsOnly(means);
    assertThat(Spread.variance(resampled.sorted())).isCloseTo(variance, within(0.02 * variance));
    assertThat(Spread.mean(resampled.sorted())).isCloseTo(8, within(0.05));
  }

  @Test
  void tasksCountAlikeWhateverTheirQueries() {
    var small = new Differences(new double[][] {{1, 1}});
    var large = new Differences(new double[][] {{0, 0, 0, 0, 0, 0}});
    var resampled = new HierarchicalBootstrap(100, 1).of(List.of(small, large));
    assertThat(resampled.estimate()).isEqualTo(0.5);
    // half of 2 (1 - .025^(1/2)), and half of 1 - .025^(1/6)
    double half = Math.hypot(0.84189, 0.22963);
    assertThat(resampled.interval(0.95).low()).isCloseTo(0.5 - half, within(1e-4));
  }

  /** Efron and Tibshirani (1993), law schools: r .776, bootstrap error .13, jackknife .1425. */
  @Test
  void correlationOfTheLawSchools() {
    var difference =
        new CorrelationDifference(
            GPA, new double[][] {LSAT}, new double[][] {new double[15]}, false);
    var outcome = difference.resample(20_000, 1);
    assertThat(outcome.resampled().estimate()).isCloseTo(0.776, within(5e-4));
    assertThat(Math.sqrt(Spread.variance(outcome.resampled().sorted())))
        .isCloseTo(0.1325, within(0.003));
    assertThat(outcome.resampled().spread().standardError()).isCloseTo(0.1425, within(5e-5));
    assertThat(outcome.test().p()).isLessThan(0.01);
  }

  @Test
  void resampledRanksAreThoseOfTheResampleWrittenOut() {
    double[] x = {3, 1, 3, 2, 5};
    double[] y = {2, 1, 4, 4, 3};
    int[] counts = {2, 0, 1, 1, 1};
    double[] rankX = new ResampledVariable(x, true).values(counts);
    // written out: 3, 3, 3, 2, 5
    assertThat(rankX[0]).isEqualTo(3);
    assertThat(rankX[3]).isEqualTo(1);
    assertThat(rankX[4]).isEqualTo(5);
    var same =
        new CorrelationDifference(y, new double[][] {x}, new double[][] {new double[5]}, true);
    assertThat(same.resample(10, 1).resampled().estimate())
        .isCloseTo(new Spearman().score(x, y), within(1e-12));
  }

  @Test
  void slopePerTenfoldSize() {
    assertThat(LogSlope.weights(1e5, 1e6, 1e7))
        .containsExactly(new double[] {-.5, 0, .5}, within(1e-12));
    var shrinking = LogSlope.of(new double[] {4e5, 4e6}, List.of(one(0.3, 0.5), one(0.2, 0.1)));
    // (0.15 - 0.4) for one factor of ten
    assertThat(shrinking.mean()).isCloseTo(-0.25, within(1e-12));
  }

  /** G*Power: 34 pairs find half a standard deviation with power .8. */
  @Test
  void smallestDifferenceOfThirtyFourPairs() {
    assertThat(new Components(0, 1, 0).planned(1, 34).smallestDifference(0.05, 0.8))
        .isCloseTo(0.5, within(0.01));
    // a seed's own effect does not go away with queries
    assertThat(new Components(0.01, 0, 0).planned(5, 1_000_000).smallestDifference(0.05, 0.8))
        .isCloseTo((2.7764 + 0.9410) * Math.sqrt(0.01 / 5), within(1e-4));
  }

  private static Differences one(double... perQuery) {
    return new Differences(new double[][] {perQuery});
  }
}
