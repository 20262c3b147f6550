package org.denselab.cli;

import java.io.IOException;
import org.denselab.study.ProgramSummary;

/** {@code -Dverb=summary}: the programs of a study, before and after their rewrites. */
final class SummaryVerb {
  private SummaryVerb() {}

  static int run(CommandLine line) throws IOException {
    ProgramSummary.of(StudyFile.load(line)).forEach(System.out::println);
    return ExitCode.DONE;
  }
}
