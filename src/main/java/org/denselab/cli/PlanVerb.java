package org.denselab.cli;

import java.io.IOException;
import org.denselab.study.PlanSummary;
import org.denselab.study.StudyPlanner;

/** {@code -Dverb=plan}: what a study would do and what of it is done already. Runs nothing. */
final class PlanVerb {
  private PlanVerb() {}

  static int run(CommandLine line) throws IOException {
    var study = StudyFile.loadForPlan(line);
    PlanSummary.lines(StudyPlanner.plan(study), StudyFile.store(line)).forEach(System.out::println);
    return ExitCode.DONE;
  }
}
