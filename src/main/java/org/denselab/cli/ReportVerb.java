package org.denselab.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.denselab.report.Report;
import org.denselab.report.StudyIndex;
import org.denselab.study.Exploration;
import org.denselab.study.StudyPlanner;
import org.denselab.study.StudyRun;

/**
 * {@code -Dverb=report}: the report from what is finished, whether the study runs or not. Needs no
 * lock, runs nothing.
 */
final class ReportVerb {
  private ReportVerb() {}

  static int run(CommandLine line) throws IOException {
    var study = StudyFile.load(line);
    var store = StudyFile.store(line);
    var plan = StudyPlanner.plan(study);
    Path folder = store.reports().resolve(study.name());
    var result = StudyRun.soFar(plan, store, StudyFile.command(line));
    Report.write(result, Exploration.of(plan, store, result), folder);
    StudyIndex.write(store.reports());
    result.notes().stream()
        .limit(1)
        .filter(n -> n.contains("unfinished"))
        .forEach(System.out::println);
    System.out.println("report: " + folder.resolve("index.html"));
    return ExitCode.DONE;
  }
}
