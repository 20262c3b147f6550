package org.denselab.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.denselab.study.StudyPlanner;
import org.denselab.study.StudyStatus;

/**
 * {@code -Dverb=status}: how far a study is, whether it runs or not. Needs no lock, changes
 * nothing.
 */
final class StatusVerb {
  private StatusVerb() {}

  static int run(CommandLine line) throws IOException {
    var study = StudyFile.load(line);
    var store = StudyFile.store(line);
    Path folder = store.reports().resolve(study.name());
    var going = ProgressFile.read(folder);
    System.out.println(
        study.name() + going.map(g -> ": runs as process " + g.pid()).orElse(": is not running"));
    going.ifPresent(g -> g.stages().values().forEach(text -> System.out.println("  " + text)));
    Set<String> running = going.map(g -> Set.copyOf(g.stages().keySet())).orElse(Set.of());
    StudyStatus.of(StudyPlanner.plan(study), store).lines(running).forEach(System.out::println);
    return ExitCode.DONE;
  }
}
