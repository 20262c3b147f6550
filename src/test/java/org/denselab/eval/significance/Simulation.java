package org.denselab.eval.significance;

import java.util.SplittableRandom;
import java.util.function.BiPredicate;
import org.denselab.base.Seeds;

/** How often a method says something about simulated studies. */
final class Simulation {
  static final double LEVEL = 0.05;

  private final int studies;
  private final int resamples;
  private final long seed;

  Simulation(int studies, int resamples, long seed) {
    this.studies = studies;
    this.resamples = resamples;
    this.seed = seed;
  }

  /** Counts the studies of which {@code says} is true; it is given a seed of its own for each. */
  Rate rate(SimulatedScores scores, BiPredicate<Differences, Long> says) {
    int times = 0;
    for (int study = 0; study < studies; study++) {
      SplittableRandom random = Seeds.stream(seed, scores.toString(), study);
      if (says.test(scores.draw(random), random.nextLong())) times++;
    }
    return new Rate(times, studies);
  }

  Rate rejections(SimulatedScores scores, Test test) {
    return rate(scores, (d, draw) -> test.of(resamples, draw).test(d.perQuery()).p() < LEVEL);
  }

  /** How often 0 is outside the plain percentile interval. */
  Rate plainMisses(SimulatedScores scores) {
    return rate(scores, (d, draw) -> !bootstrap(d, draw).percentiles(1 - LEVEL).contains(0));
  }

  /** How often 0 is outside the interval that results show. */
  Rate misses(SimulatedScores scores) {
    return rate(scores, (d, draw) -> !bootstrap(d, draw).interval(1 - LEVEL).contains(0));
  }

  /** How often a claim of a direction, either, is decided. */
  Rate decisions(SimulatedScores scores) {
    return rate(
        scores,
        (d, draw) -> {
          double p = Test.RANDOMIZATION.of(resamples, draw).test(d.perQuery()).p();
          // what is not significant needs no interval
          return p < LEVEL
              && !(new Claim.Direction(true, p).judge(bootstrap(d, draw), LEVEL)
                  instanceof Verdict.Undecided);
        });
  }

  /** How often no difference beyond the margin is claimed. */
  Rate equivalences(SimulatedScores scores, double margin) {
    var claim = new Claim.NoDifference(margin);
    return rate(
        scores, (d, draw) -> claim.judge(bootstrap(d, draw), LEVEL) instanceof Verdict.Holds);
  }

  /** The mean difference of very many studies, which is as good as the true one. */
  static double truth(SimulatedScores scores, long seed) {
    double sum = 0;
    for (int i = 0; i < 400; i++)
      sum +=
          new SimulatedScores(1, 2000, scores.seedDeviation(), scores.effect())
              .draw(Seeds.stream(seed, "truth", i))
              .mean();
    return sum / 400;
  }

  private Resampled bootstrap(Differences differences, long draw) {
    return new HierarchicalBootstrap(resamples, draw).of(differences);
  }

  /** The tests of differences by query. */
  enum Test {
    RANDOMIZATION,
    T,
    BOOTSTRAP;

    PairedTest of(int resamples, long seed) {
      return switch (this) {
        case RANDOMIZATION -> new RandomizationTest(resamples, seed);
        case T -> new PairedTTest();
        case BOOTSTRAP -> new BootstrapTest(resamples, seed);
      };
    }
  }
}
