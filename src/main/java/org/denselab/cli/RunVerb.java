package org.denselab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.denselab.base.BadInput;
import org.denselab.base.Kept;
import org.denselab.base.WriteFailure;
import org.denselab.report.Report;
import org.denselab.report.StudyIndex;
import org.denselab.report.TerminalTable;
import org.denselab.study.Exploration;
import org.denselab.study.Parallel;
import org.denselab.study.Store;
import org.denselab.study.StoreLock;
import org.denselab.study.StudyPlanner;
import org.denselab.study.StudyRun;
import org.denselab.study.result.StudyResult;

/** {@code -Dverb=run}, the default: runs a study, or what is left of it, and writes its report. */
final class RunVerb {
  private static final Logger log = LogManager.getLogger(RunVerb.class);

  private RunVerb() {}

  static int run(CommandLine line, Interruption interruption) throws IOException {
    var terminal = Terminal.detect();
    var study = StudyFile.load(line);
    var store = StudyFile.store(line);
    String command = StudyFile.command(line);
    int parallel = line.count("parallel", Parallel.USUAL);
    Kept.every(); // refused now rather than in the first long stage
    try (var lock = lock(store)) {
      Path folder = store.reports().resolve(study.name());
      if (Files.exists(folder) && !Files.isDirectory(folder))
        throw new BadInput(folder + ": is a file, where the folder of the report belongs");
      LogFile.open(folder.resolve("denselab.log"));
      interruption.advise("Stopped. What is finished is kept; to continue:\n  " + command);
      log.debug("lock {}, study {}", lock, study.hash());
      var plan = StudyPlanner.plan(study);
      log.info(study.question().isBlank() ? study.name() : study.name() + ": " + study.question());
      StudyResult result;
      RunProgress.Display shown =
          terminal.interactive() ? new TerminalProgress(terminal) : new LogProgress(log::info);
      try (var display = new ProgressFile(shown, folder)) {
        var progress = new RunProgress(display);
        result = StudyRun.run(plan, store, progress, Parallel.of(parallel), command);
      }
      Report.write(result, Exploration.of(plan, store, result), folder);
      StudyIndex.write(store.reports());
      terminal.out().println();
      int width = terminal.interactive() ? terminal.width() : TerminalTable.WIDEST;
      TerminalTable.lines(result, width, terminal.colors()).forEach(terminal.out()::println);
      System.out.println("report: " + folder.resolve("index.html"));
      return result.exit();
    }
  }

  private static BadInput unlocked(Store store, IOException e) {
    return new BadInput("results cannot be written to " + store.root() + ": " + e.getMessage(), e);
  }

  private static StoreLock lock(Store store) {
    try {
      return StoreLock.take(store);
    } catch (IOException e) {
      String why = WriteFailure.in(e).orElseThrow(() -> unlocked(store, e)).getMessage();
      throw new BadInput(why, e);
    }
  }
}
