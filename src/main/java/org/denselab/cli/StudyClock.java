package org.denselab.cli;

import java.util.List;

/**
 * When a whole study will be done: the plan's estimates of the stages to come, corrected by what
 * those before took. A plan knows this machine only roughly.
 */
final class StudyClock {
  /** Estimated seconds after which a stage's own time counts as much as the plan's word. */
  private static final double TRUST = 5;

  private double planned;
  private double taken;

  /**
   * A stage that runs.
   *
   * @param planned seconds that it was told to take, and {@code elapsed} so far
   * @param workLeft seconds that its work says it needs still; not a number where it does not say
   */
  record Running(double planned, double elapsed, double workLeft) {
    boolean known() {
      return !Double.isNaN(workLeft);
    }

    double left(double ratio) {
      return known() ? workLeft : Math.max(0, planned * ratio - elapsed);
    }
  }

  /** A stage is over after {@code seconds}. */
  void leave(double told, double seconds) {
    planned += told;
    taken += seconds;
  }

  /**
   * Seconds until the study is done, where as many stages go on running at once as do now.
   *
   * @param after seconds that all stages which have not begun were told to take
   */
  double left(List<Running> running, double after) {
    double told = planned;
    double took = taken;
    for (Running stage : running)
      if (stage.known()) {
        told += stage.planned();
        took += stage.elapsed() + stage.workLeft();
      }
    double ratio = (took + TRUST) / (told + TRUST);
    double longest = 0;
    double work = after * ratio;
    for (Running stage : running) {
      longest = Math.max(longest, stage.left(ratio));
      work += stage.left(ratio);
    }
    return Math.max(longest, work / Math.max(1, running.size()));
  }
}
