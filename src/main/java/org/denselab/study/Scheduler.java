package org.denselab.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.denselab.base.BadInput;
import org.denselab.base.Progress;
import org.denselab.base.WriteFailure;
import org.denselab.study.Store.Found;

/**
 * Runs stages, each after its inputs. What is already in the store is not done again; a stage that
 * fails takes with it only what needs it.
 */
public final class Scheduler {
  private static final Logger log = LogManager.getLogger(Scheduler.class);

  private final Store store;
  private final Progress.Source progress;
  private final Map<Stage, Outcome> outcomes = new LinkedHashMap<>();
  private final Rates rates;
  private final Set<Stage> secured = new HashSet<>();
  private Agenda agenda;

  public Scheduler(Store store, Progress.Source progress) {
    this.store = store;
    this.progress = progress;
    this.rates = Rates.of(store);
  }

  /** What became of a stage. */
  public sealed interface Outcome {
    /** Done now, or found in the store. */
    record Finished(Store.Done done, boolean cached) implements Outcome {}

    /**
     * @param reason one line for people
     */
    record Failed(String reason) implements Outcome {}
  }

  /** Runs all stages and their inputs. */
  public Map<Stage, Outcome> run(Collection<Stage> stages) {
    agenda = Agenda.of(stages, store);
    reach(stages);
    return outcomes;
  }

  private void reach(Collection<Stage> stages) {
    for (Stage stage : stages) {
      reach(stage.inputs());
      if (!outcomes.containsKey(stage)) outcomes.put(stage, attempt(stage));
    }
  }

  private Outcome attempt(Stage stage) {
    Optional<Outcome> held = heldUp(stage);
    if (held.isPresent()) return held.get();
    Found found = store.find(stage);
    if (found instanceof Found.Whole(var done)) {
      log.debug("{} {}: found", stage.kind(), stage.title());
      return new Outcome.Finished(done, true);
    }
    stage.inputs().forEach(this::secure);
    return heldUp(stage).orElseGet(() -> make(stage, found));
  }

  /** Before an output is used, all its bytes are looked at, and those of what it may refer to. */
  private void secure(Stage input) {
    if (!secured.add(input)) return;
    input.inputs().forEach(this::secure);
    if (!(outcomes.get(input) instanceof Outcome.Finished)) return;
    if (store.verify(input) instanceof Found.Damaged damaged)
      outcomes.put(input, heldUp(input).orElseGet(() -> make(input, damaged)));
  }

  private Optional<Outcome> heldUp(Stage stage) {
    for (Stage input : stage.inputs())
      if (outcomes.get(input) instanceof Outcome.Failed)
        return Optional.of(new Outcome.Failed("not run, because " + origin(input) + " failed"));
    return Optional.empty();
  }

  private Outcome make(Stage stage, Found found) {
    progress.enter(agenda.part(stage));
    try {
      if (found instanceof Found.Damaged(var what)) {
        log.warn("{}; {} {} is made again", what, stage.kind(), stage.title());
        store.discard(stage);
      }
      return new Outcome.Finished(perform(stage), false);
    } catch (BadInput e) {
      log.error("{} {}: {}", stage.kind(), stage.title(), e.getMessage());
      return new Outcome.Failed(e.getMessage());
    } catch (IOException | RuntimeException e) {
      log.error("{} {} failed: {}", stage.kind(), stage.title(), reason(e));
      log.debug("trace", e);
      return new Outcome.Failed(reason(e));
    } finally {
      progress.leave();
    }
  }

  private Store.Done perform(Stage stage) throws IOException {
    double told = rates.seconds(stage);
    PeakMemory.reset();
    long start = System.nanoTime();
    Path out = store.begin(stage);
    Store.Done done;
    String detail;
    double seconds;
    try (var memory = new NativeMemory()) {
      detail = stage.work().into(out, new Workplace(stage));
      seconds = (System.nanoTime() - start) / 1e9;
      done = new Store.Done(seconds, told, PeakMemory.bytes(), memory.bytes(), 0, detail);
    }
    done = store.publish(stage, out, done);
    secured.add(stage);
    log.info(
        "{} {}: {} ({} s)",
        stage.kind(),
        stage.title(),
        detail,
        String.format(Locale.ROOT, "%.1f", seconds));
    return done;
  }

  private String origin(Stage stage) {
    for (Stage input : stage.inputs())
      if (outcomes.get(input) instanceof Outcome.Failed) return origin(input);
    return stage.kind() + " " + stage.title();
  }

  private static String reason(Throwable e) {
    Optional<WriteFailure> unwritten = WriteFailure.in(e);
    if (unwritten.isPresent()) return unwritten.get().getMessage();
    Throwable cause = e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  private final class Workplace implements Stage.Workplace {
    private final Stage stage;

    Workplace(Stage stage) {
      this.stage = stage;
    }

    @Override
    public Path folder(Stage input) {
      return store.folder(input);
    }

    @Override
    public Path kept() throws IOException {
      return store.kept(stage);
    }

    @Override
    public Progress.Source progress() {
      return progress;
    }
  }

  /** The outcomes so far, in the order in which stages were reached. */
  public List<Map.Entry<Stage, Outcome>> outcomes() {
    return List.copyOf(outcomes.entrySet());
  }
}
