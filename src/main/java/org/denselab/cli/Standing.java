package org.denselab.cli;

/**
 * How far a run has come at one moment.
 *
 * @param place such as {@code 3/18}; empty outside a study
 * @param title what is being done
 * @param unit of the work, empty as long as a stage has not begun any that counts
 * @param elapsed seconds since the stage began
 * @param studyLeft seconds until the study is done; not a number outside a study
 */
record Standing(
    String place,
    String title,
    String unit,
    Pace pace,
    String remark,
    double elapsed,
    double studyLeft) {

  boolean counts() {
    return !unit.isEmpty();
  }

  /** {@code study 4 min}; empty at a study's last stage, whose own time says it all. */
  String study() {
    return Double.isNaN(studyLeft) || alone() ? "" : "study " + Pace.duration(studyLeft);
  }

  private boolean alone() {
    double own = pace.secondsLeft();
    return !Double.isNaN(own) && studyLeft - own < 2;
  }
}
