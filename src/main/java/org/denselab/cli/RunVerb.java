package org.denselab.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.denselab.base.Progress;
import org.denselab.report.Report;
import org.denselab.report.TerminalTable;
import org.denselab.study.StoreLock;
import org.denselab.study.StudyPlanner;
import org.denselab.study.StudyRun;
import org.denselab.study.result.StudyResult;

/** {@code -Dverb=run}, the default: runs a study, or what is left of it, and writes its report. */
final class RunVerb {
  private static final Logger log = LogManager.getLogger(RunVerb.class);

  private RunVerb() {}

  static int run(CommandLine line) throws IOException {
    var terminal = Terminal.detect();
    var study = StudyFile.load(line);
    var store = StudyFile.store(line);
    try (var lock = StoreLock.take(store)) {
      Path folder = store.reports().resolve(study.name());
      LogFile.open(folder.resolve("denselab.log"));
      log.debug("lock {}, study {}", lock, study.hash());
      var plan = StudyPlanner.plan(study);
      log.info("{}: {}", study.name(), study.question());
      Progress.Source progress =
          terminal.interactive() ? TerminalProgress::start : LogProgress::new;
      StudyResult result = StudyRun.run(plan, store, progress, StudyFile.command(line));
      Report.write(result, folder);
      System.out.println();
      TerminalTable.lines(result, terminal.colors()).forEach(System.out::println);
      result.expectations().stream()
          .filter(e -> !e.met())
          .forEach(e -> System.out.println("fell short: " + e.statement() + ", is " + e.actual()));
      System.out.println("report: " + folder.resolve("index.html"));
      return result.exit();
    }
  }
}
