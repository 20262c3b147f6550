package org.denselab.cli;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.denselab.dsl.ResolvedStudy;
import org.denselab.dsl.StudyLoader;
import org.denselab.study.Store;

/** The study and the store that the command line names. */
final class StudyFile {
  private static final Pattern SAFE_IN_A_SHELL = Pattern.compile("[\\w.,:=/@%+-]*");

  private StudyFile() {}

  static ResolvedStudy load(CommandLine line) {
    return load(line, loader(line));
  }

  /** For a plan: settings need not be given. */
  static ResolvedStudy loadForPlan(CommandLine line) {
    return load(line, loader(line).withStandIns());
  }

  private static StudyLoader loader(CommandLine line) {
    return new StudyLoader(line.home().resolve("dsl"), System.getenv());
  }

  private static ResolvedStudy load(CommandLine line, StudyLoader loader) {
    Path file = line.requirePath("exp", "experiments/quickstart.yaml");
    return loader.load(file, line.get("set").orElse(""));
  }

  static Store store(CommandLine line) {
    return new Store(line.path("store").orElse(line.home()));
  }

  /** What runs the same study again, ready for a shell. */
  static String command(CommandLine line) {
    return command(line, "exp", "set", "store", "memory");
  }

  /** The command with those of its settings that are named. */
  static String command(CommandLine line, String... names) {
    var command = new StringBuilder("mvn -q compile exec:java");
    for (String name : names)
      line.get(name).ifPresent(v -> command.append(' ').append(quoted("-D" + name + "=" + v)));
    return command.toString();
  }

  private static String quoted(String word) {
    if (SAFE_IN_A_SHELL.matcher(word).matches()) return word;
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
