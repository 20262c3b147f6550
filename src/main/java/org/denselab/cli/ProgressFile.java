package org.denselab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.denselab.base.AtomicFiles;

/**
 * How far a run is, in a small file for {@code -Dverb=status}, beside the display that people see.
 * It names its process: what a dead one left is not believed.
 */
final class ProgressFile implements RunProgress.Display, AutoCloseable {
  private static final String NAME = "progress.txt";
  private static final long EVERY_NANOS = 2_000_000_000L;

  private final RunProgress.Display display;
  private final Path file;
  private long next = System.nanoTime();

  /**
   * A run that goes on.
   *
   * @param pid of its process
   * @param stages what it says of each stage that runs, by title
   */
  record Going(long pid, Map<String, String> stages) {}

  ProgressFile(RunProgress.Display display, Path folder) {
    this.display = display;
    this.file = folder.resolve(NAME);
  }

  @Override
  public void begin(RunProgress progress) {
    display.begin(progress);
  }

  @Override
  public void advance(RunProgress progress, RunningStage stage) {
    display.advance(progress, stage);
    synchronized (this) {
      if (System.nanoTime() - next < 0) return;
      next = System.nanoTime() + EVERY_NANOS;
    }
    write(progress);
  }

  @Override
  public void end() {
    display.end();
  }

  @Override
  public void changed(RunProgress progress) {
    display.changed(progress);
    write(progress);
  }

  private synchronized void write(RunProgress progress) {
    List<String> lines = new ArrayList<>();
    lines.add(process(ProcessHandle.current()));
    for (Standing standing : progress.standings())
      lines.add(standing.title() + "\t" + LogProgress.line(standing));
    try {
      AtomicFiles.write(file, lines);
    } catch (IOException e) { // the run itself needs it not
      LogManager.getLogger(ProgressFile.class).debug("{}: {}", file, e.getMessage());
    }
  }

  /** The run that goes on; empty where none does. */
  static Optional<Going> read(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) return Optional.empty();
    List<String> lines = Files.readAllLines(file);
    long pid = lines.isEmpty() ? 0 : Long.parseLong(lines.getFirst().replaceAll(" .*", ""));
    boolean alive =
        ProcessHandle.of(pid)
            .filter(ProcessHandle::isAlive)
            .map(ProgressFile::process)
            .filter(lines.getFirst()::equals)
            .isPresent();
    if (!alive) return Optional.empty();
    Map<String, String> stages = new LinkedHashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      int end = line.indexOf('\t');
      stages.put(line.substring(0, end), line.substring(end + 1));
    }
    return Optional.of(new Going(pid, stages));
  }

  /** A number is used again; a number and a moment are not. */
  private static String process(ProcessHandle process) {
    return process.pid() + " " + process.info().startInstant().orElse(Instant.EPOCH);
  }

  @Override
  public void close() throws IOException {
    AtomicFiles.deleteTree(file);
  }
}
