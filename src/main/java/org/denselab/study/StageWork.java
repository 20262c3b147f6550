package org.denselab.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.denselab.base.Progress;
import org.denselab.base.ResidentMemory;
import org.denselab.study.Scheduler.Outcome;
import org.denselab.train.Diverged;

/**
 * One stage's work: done in a folder beside, measured, published with what it took.
 *
 * @param share of the machine's cores
 * @param diverged inputs that there is nothing of
 * @param accompanied whether others run, or ran, beside it
 */
record StageWork(
    Store store,
    Rates rates,
    Stage stage,
    double share,
    Map<Stage, Divergence> diverged,
    BooleanSupplier accompanied) {
  private static final Logger log = LogManager.getLogger(Scheduler.class);

  /** Does it. */
  Outcome run(Progress.Source progress) throws IOException {
    double told = rates.seconds(stage) / share;
    if (!accompanied.getAsBoolean()) ResidentMemory.resetPeak();
    long start = System.nanoTime();
    Path out = store.begin(stage);
    try (var memory = new NativeMemory()) {
      try {
        var workplace = new Workplace(store, stage, diverged, progress);
        String detail = stage.work().into(out, workplace);
        return done(store.publish(stage, out, took(start, told, memory, detail)));
      } catch (Diverged e) {
        var what = Divergence.of(stage.kind(), stage.title(), e);
        log.warn(what.reason());
        var took = took(start, told, memory, what.why());
        return new Outcome.Diverged(what, Optional.of(store.publishDiverged(stage, took, what)));
      }
    }
  }

  private Store.Done took(long start, double told, NativeMemory memory, String detail)
      throws IOException {
    double seconds = (System.nanoTime() - start) / 1e9;
    // the allocator counts the process: beside other stages nobody knows whose memory it is
    long own = accompanied.getAsBoolean() ? 0 : memory.bytes();
    return new Store.Done(seconds, told, ResidentMemory.peak(), own, 0, share, detail);
  }

  private Outcome done(Store.Done done) {
    log.info(
        "{} {}: {} ({} s)",
        stage.kind(),
        stage.title(),
        done.detail(),
        String.format(Locale.ROOT, "%.1f", done.seconds()));
    return new Outcome.Finished(done, false);
  }

  private record Workplace(
      Store store, Stage stage, Map<Stage, Divergence> divergences, Progress.Source progress)
      implements Stage.Workplace {
    @Override
    public Path folder(Stage input) {
      return store.folder(input);
    }

    @Override
    public Optional<Divergence> diverged(Stage input) {
      return Optional.ofNullable(divergences.get(input));
    }

    @Override
    public Path kept() throws IOException {
      return store.kept(stage);
    }
  }
}
