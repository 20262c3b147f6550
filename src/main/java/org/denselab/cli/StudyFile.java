package org.denselab.cli;

import java.nio.file.Path;
import org.denselab.dsl.ResolvedStudy;
import org.denselab.dsl.StudyLoader;
import org.denselab.study.Store;

/** The study and the store that the command line names. */
final class StudyFile {
  private StudyFile() {}

  static ResolvedStudy load(CommandLine line) {
    Path file = Path.of(line.require("exp", "experiments/quickstart.yaml"));
    return new StudyLoader(line.home().resolve("dsl"), System.getenv())
        .load(file, line.get("set").orElse(""));
  }

  static Store store(CommandLine line) {
    return new Store(line.get("store").map(Path::of).orElse(line.home()));
  }

  /** What runs the same study again. */
  static String command(CommandLine line) {
    var command = new StringBuilder("mvn -q compile exec:java -Dexp=" + line.require("exp", "…"));
    line.get("set").ifPresent(set -> command.append(" '-Dset=").append(set).append("'"));
    return command.toString();
  }
}
