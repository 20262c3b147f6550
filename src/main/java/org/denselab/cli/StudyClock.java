package org.denselab.cli;

import org.denselab.base.Progress.Part;

/**
 * When a whole study will be done: the plan's estimates of the stages to come, corrected by what
 * those before took. A plan knows this machine only roughly.
 */
final class StudyClock {
  /** Estimated seconds after which a stage's own time counts as much as the plan's word. */
  private static final double TRUST = 5;

  private double planned;
  private double taken;
  private Part part = new Part("", 1, 1, 0, 0);

  void enter(Part begun) {
    part = begun;
  }

  /** The stage is over after {@code seconds}. */
  void leave(double seconds) {
    planned += part.seconds();
    taken += seconds;
  }

  /**
   * Seconds until the study is done.
   *
   * @param elapsed seconds of this stage so far
   * @param workLeft seconds that its work says it needs still; not a number where it does not say
   */
  double left(double elapsed, double workLeft) {
    boolean known = !Double.isNaN(workLeft);
    double ratio =
        known ? ratio(taken + elapsed + workLeft, planned + part.seconds()) : ratio(taken, planned);
    double here = known ? workLeft : Math.max(0, part.seconds() * ratio - elapsed);
    return here + part.after() * ratio;
  }

  private static double ratio(double taken, double planned) {
    return (taken + TRUST) / (planned + TRUST);
  }
}
