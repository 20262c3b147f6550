package org.denselab.dl4j;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.denselab.base.AtomicFiles;

/**
 * The log of a training run, in the format of SameDiff's own log files ({@code
 * org.nd4j.graph.ui.LogFileWriter}, which reads it back). It is only ever added to: whoever reads
 * it while it grows sees all of it but a last piece that is not whole yet.
 */
public final class ScalarLog {
  private final Path file;
  private final ScalarFrames frames = new ScalarFrames();
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
  private int last;

  private ScalarLog(Path file) {
    this.file = file;
  }

  /**
   * Goes on with a log, or begins one.
   *
   * @param step where the run goes on: what a run that was interrupted told of later ones is
   *     forgotten
   */
  public static ScalarLog open(Path file, int step) throws IOException {
    List<Scalar> before = Files.exists(file) ? read(file) : List.of();
    var log = new ScalarLog(file);
    log.frames.begin(log.waiting);
    for (Scalar scalar : before) if (scalar.step() <= step) log.add(scalar);
    AtomicFiles.write(file, log.waiting::writeTo);
    log.waiting.reset();
    return log;
  }

  /** What a log holds, as far as it is whole. */
  public static List<Scalar> read(Path file) throws IOException {
    return ScalarFrames.read(ByteBuffer.wrap(Files.readAllBytes(file)));
  }

  /** The last step that the log knows of; 0 where it is new. */
  public int last() {
    return last;
  }

  /** Remembers a number; {@link #flush} writes it. */
  public void add(Series series, int step, double value) {
    add(new Scalar(series, step, System.currentTimeMillis(), value));
  }

  private void add(Scalar scalar) {
    frames.add(scalar, waiting);
    last = Math.max(last, scalar.step());
  }

  public void flush() throws IOException {
    if (waiting.size() == 0) return;
    AtomicFiles.append(file, waiting.toByteArray());
    waiting.reset();
  }
}
