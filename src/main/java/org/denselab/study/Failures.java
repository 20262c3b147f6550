package org.denselab.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.denselab.base.AtomicFiles;
import org.denselab.base.ConsoleText;

/** Which stages of a study's last run failed and why, in a file for whoever asks meanwhile. */
public final class Failures {
  /** Keeps nothing. */
  static final Failures NOWHERE = new Failures(null);

  private static final String FILE = "failures.txt";

  private final Path file;
  private final Map<String, String> reasons = new LinkedHashMap<>();

  private Failures(Path file) {
    this.file = file;
  }

  /** Of a run that begins: what failed before may succeed now. */
  static Failures begin(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    AtomicFiles.deleteTree(file);
    return new Failures(file);
  }

  synchronized void add(Stage stage, String reason) {
    if (file == null) return;
    reasons.put(stage.key(), ConsoleText.of(reason.lines().findFirst().orElse("")));
    List<String> lines =
        reasons.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList();
    try {
      AtomicFiles.write(file, lines);
    } catch (IOException e) {
      LogManager.getLogger(Failures.class).debug("{}: {}", file, e.getMessage());
    }
  }

  /** Reasons by the keys of stages; none where nothing failed. */
  static Map<String, String> read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    Map<String, String> reasons = new LinkedHashMap<>();
    if (!Files.exists(file)) return reasons;
    for (String line : Files.readAllLines(file)) {
      int end = line.indexOf(' ');
      if (end > 0) reasons.put(line.substring(0, end), line.substring(end + 1));
    }
    return reasons;
  }
}
