package org.denselab.train;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.denselab.base.AtomicFiles;
import org.denselab.base.Kept;
import org.denselab.base.ResidentMemory;
import org.denselab.dl4j.ScalarLog;
import org.denselab.dl4j.Series;

/**
 * Writes what each step of a run tells into a log that Deeplearning4j's tools read, beside the
 * states of the run: written every other second, and before any state that knows the same steps, so
 * that a run which goes on finds the past of its log there.
 */
final class Statistics implements Trainer.Listener, AutoCloseable {
  static final String FILE = "statistics.bin";
  private static final long FLUSH_NANOS = 2_000_000_000L;

  /** Magnitudes read all parameters: a hundredth of the time at most. */
  private static final long LOOK_NANOS = 10_000_000_000L;

  private static final long SHARE = 100;

  private final ScalarLog log;
  private final Kept kept;
  private final Trainer.Listener next;
  private long flush = System.nanoTime();
  private long look = flush;
  private long looked = flush;
  private long tokens;

  private Statistics(ScalarLog log, Kept kept, Trainer.Listener next) {
    this.log = log;
    this.kept = kept;
    this.next = next;
  }

  /**
   * @param state where the run goes on
   * @param next is told all that this one is told, afterwards
   */
  static Statistics open(Kept kept, TrainSettings settings, TrainState state, Trainer.Listener next)
      throws IOException {
    ScalarLog log = ScalarLog.open(kept.folder().resolve(FILE), state.step());
    // steps of another run that this one goes on from, or that an older program made
    for (int step = log.last() + 1; step <= state.step(); step++) {
      log.add(Series.LOSS, step, state.losses()[step - 1]);
      log.add(Series.LEARNING_RATE, step, settings.schedule().rate(step - 1));
    }
    return new Statistics(log, kept, next);
  }

  /** Puts a log that is done beside the other output of a run. */
  static void into(Path out, Kept kept) throws IOException {
    try (InputStream log = Files.newInputStream(kept.folder().resolve(FILE))) {
      AtomicFiles.write(out.resolve(FILE), log::transferTo);
    }
  }

  @Override
  public void updated(Trainer.Update update) throws IOException {
    log.add(Series.LOSS, update.step(), update.loss());
    log.add(Series.LEARNING_RATE, update.step(), update.rate());
    log.add(Series.GRADIENT_NORM, update.step(), update.gradientNorm());
    tokens += update.tokens();
    long now = System.nanoTime();
    if (now - look >= 0) look(update, now);
    next.updated(update);
  }

  private void look(Trainer.Update update, long now) throws IOException {
    Magnitudes magnitudes = update.magnitudes().get();
    log.add(Series.PARAMETERS, update.step(), magnitudes.values());
    log.add(Series.UPDATES, update.step(), magnitudes.updates());
    log.add(Series.TOKENS_PER_SECOND, update.step(), tokens / ((now - looked) / 1e9));
    Runtime java = Runtime.getRuntime();
    log.add(Series.HEAP, update.step(), (double) (java.totalMemory() - java.freeMemory()));
    long memory = ResidentMemory.now();
    if (memory > 0) log.add(Series.MEMORY, update.step(), (double) memory);
    tokens = 0;
    looked = System.nanoTime();
    look = looked + Math.max(LOOK_NANOS, SHARE * (looked - now));
  }

  @Override
  public void reached(int step, TrainState state) throws IOException {
    next.reached(step, state);
  }

  @Override
  public void stepped(Supplier<TrainState> state) throws IOException {
    long now = System.nanoTime();
    if (kept.due() || now - flush >= 0) {
      log.flush();
      flush = now + FLUSH_NANOS;
    }
    next.stepped(state);
  }

  @Override
  public void close() throws IOException {
    log.flush();
  }
}
