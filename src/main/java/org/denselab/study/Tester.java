package org.denselab.study;

import java.util.ArrayList;
import java.util.List;
import org.denselab.dsl.Significance;
import org.denselab.dsl.Words;
import org.denselab.eval.significance.BootstrapTest;
import org.denselab.eval.significance.Claim;
import org.denselab.eval.significance.Differences;
import org.denselab.eval.significance.HierarchicalBootstrap;
import org.denselab.eval.significance.Holm;
import org.denselab.eval.significance.Interval;
import org.denselab.eval.significance.PairedTTest;
import org.denselab.eval.significance.PairedTest;
import org.denselab.eval.significance.RandomizationTest;
import org.denselab.eval.significance.Resampled;
import org.denselab.eval.significance.Verdict;
import org.denselab.study.result.Evidence;

/** Tests differences as a study asks for. */
record Tester(Significance settings) {
  static final double POWER = 0.8;
  private static final long SEED = 1;

  /**
   * A difference before its table is corrected.
   *
   * @param name of the test
   */
  record Outcome(String name, int seeds, int queries, Resampled resampled, double p) {}

  Outcome test(Contest contest) {
    int resamples = settings.resamples();
    if (contest.ofPairs()) {
      var outcome = contest.correlations().resample(resamples, SEED);
      return new Outcome(
          Words.of(Significance.Test.BOOTSTRAP),
          contest.seeds(),
          outcome.test().pairs(),
          outcome.resampled(),
          outcome.test().p());
    }
    var differences = contest.differences();
    PairedTest test =
        switch (settings.test()) {
          case RANDOMIZATION -> new RandomizationTest(resamples, SEED);
          case T -> new PairedTTest();
          case BOOTSTRAP -> new BootstrapTest(resamples, SEED);
        };
    return new Outcome(
        Words.of(settings.test()),
        contest.seeds(),
        differences.queries(),
        new HierarchicalBootstrap(resamples, SEED).of(differences),
        test.test(differences.perQuery()).p());
  }

  /**
   * A mean over strata, such as tasks: by the randomisation of each query's share in it, whatever
   * the test of single tables is, as it alone needs no formula for strata.
   */
  Outcome test(List<Differences> strata, int seeds) {
    int queries = strata.stream().mapToInt(Differences::queries).sum();
    double[] shares = new double[queries];
    int at = 0;
    for (Differences stratum : strata)
      for (double value : stratum.perQuery())
        shares[at++] = value / stratum.queries() / strata.size();
    return new Outcome(
        Words.of(Significance.Test.RANDOMIZATION),
        seeds,
        queries,
        new HierarchicalBootstrap(settings.resamples(), SEED).of(strata),
        new RandomizationTest(settings.resamples(), SEED).test(shares).p());
  }

  /** The interval of a mean over seeds and queries, and over strata such as tasks. */
  Interval interval(List<Differences> strata) {
    return new HierarchicalBootstrap(settings.resamples(), SEED)
        .of(strata)
        .interval(1 - settings.level());
  }

  /** The sign of a mean over strata whose interval excludes 0; 0 where it does not. */
  int direction(List<Differences> strata) {
    var resampled = new HierarchicalBootstrap(settings.resamples(), SEED).of(strata);
    Interval interval = resampled.interval(1 - settings.level());
    return interval.contains(0) ? 0 : (int) Math.signum(resampled.estimate());
  }

  /** The p-values of a family after correction. */
  double[] corrected(List<Outcome> family) {
    double[] p = family.stream().mapToDouble(Outcome::p).toArray();
    return settings.correction() == Significance.Correction.HOLM ? Holm.adjust(p) : p;
  }

  /** The evidence of a whole table for the claim that each difference is positive. */
  List<Evidence> evidence(List<Outcome> family) {
    double[] corrected = corrected(family);
    List<Evidence> evidence = new ArrayList<>();
    for (int i = 0; i < corrected.length; i++)
      evidence.add(
          evidence(family.get(i), true, settings.margin().orElse(Double.NaN), corrected, i));
    return evidence;
  }

  /**
   * @param positive whether the claim is that the difference is positive, or negative
   * @param margin NaN for none
   * @param corrected p of the family, of which this is number {@code index}
   */
  Evidence evidence(
      Outcome outcome, boolean positive, double margin, double[] corrected, int index) {
    double level = settings.level();
    double p = corrected[index];
    Resampled resampled = outcome.resampled();
    Interval interval = resampled.interval(1 - level);
    return new Evidence(
        outcome.name(),
        outcome.seeds(),
        outcome.queries(),
        resampled.estimate(),
        interval.low(),
        interval.high(),
        interval.level(),
        outcome.p(),
        p,
        settings.correction() == Significance.Correction.HOLM ? corrected.length : 1,
        new Claim.Direction(positive, p).judge(resampled, level).word(),
        Double.isNaN(margin)
            ? Evidence.Equivalence.NONE
            : equivalence(margin, new Claim.NoDifference(margin).judge(resampled, level)),
        resampled.spread().smallestDifference(level, POWER));
  }

  private static Evidence.Equivalence equivalence(double margin, Verdict verdict) {
    Interval interval = verdict.interval();
    return new Evidence.Equivalence(
        margin, verdict.word(), interval.low(), interval.high(), interval.level());
  }
}
