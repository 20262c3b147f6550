package org.denselab.eval.significance;

/** What a study says of a difference, and the rule by which data decide it. */
public sealed interface Claim {
  /** The verdict at a level such as .05. */
  Verdict judge(Resampled evidence, double level);

  /**
   * The difference has this sign. Holds where the interval excludes 0 on the claimed side and the
   * corrected p is under the level; fails where both are so on the other side; else undecided. The
   * interval is over seeds and queries, p over the queries of the seeds at hand and corrected for
   * the size of its table: a verdict needs both.
   *
   * @param positive which side is claimed
   * @param p corrected
   */
  record Direction(boolean positive, double p) implements Claim {
    @Override
    public Verdict judge(Resampled evidence, double level) {
      Interval interval = evidence.interval(1 - level);
      if (interval.contains(0) || !(p < level)) return new Verdict.Undecided(interval);
      return interval.low() > 0 == positive
          ? new Verdict.Holds(interval)
          : new Verdict.Fails(interval);
    }
  }

  /**
   * The difference is of no account: two one-sided tests (Schuirmann 1987). Holds where the
   * interval of confidence 1 - 2 x level, which is 90 % at .05, lies within the margin; fails where
   * it lies beyond; else undecided. That a difference was not found is no evidence that there is
   * none.
   *
   * @param margin the smallest difference that would matter, stated beforehand
   */
  record NoDifference(double margin) implements Claim {
    public NoDifference {
      if (!(margin > 0)) throw new IllegalArgumentException("a margin is greater than 0");
    }

    @Override
    public Verdict judge(Resampled evidence, double level) {
      Interval interval = evidence.interval(1 - 2 * level);
      if (interval.within(margin)) return new Verdict.Holds(interval);
      boolean beyond = interval.low() >= margin || interval.high() <= -margin;
      return beyond ? new Verdict.Fails(interval) : new Verdict.Undecided(interval);
    }
  }
}
