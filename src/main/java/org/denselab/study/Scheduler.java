package org.denselab.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.denselab.base.AtomicFiles;
import org.denselab.base.BadInput;
import org.denselab.base.Cores;
import org.denselab.base.Progress;
import org.denselab.base.WriteFailure;
import org.denselab.study.Store.Found;

/**
 * Runs stages, each after its inputs, several at once where there is room. What is already in the
 * store is not done again; a stage that fails takes with it only what needs it. Outcomes and their
 * order do not depend on how many run at once.
 */
public final class Scheduler {
  private static final Logger log = LogManager.getLogger(Scheduler.class);

  private final Store store;
  private final Progress.Source progress;
  private final Parallel parallel;
  private final Failures failures;
  private final Rates rates;
  private final Map<Stage, Outcome> outcomes = new HashMap<>();
  private final Map<Stage, Found.Damaged> damaged = new HashMap<>();
  private final Map<Stage, Integer> running = new HashMap<>();
  private final Set<Stage> accompanied = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
  private final SecuredInputs secured;

  /** One at a time. */
  public Scheduler(Store store, Progress.Source progress) {
    this(store, progress, Parallel.NONE, Failures.NOWHERE);
  }

  /**
   * @param failures where those are told who look at the run from outside
   */
  public Scheduler(Store store, Progress.Source progress, Parallel parallel, Failures failures) {
    this.store = store;
    this.progress = progress;
    this.parallel = parallel;
    this.failures = failures;
    this.rates = Rates.of(store);
    this.secured = new SecuredInputs(store);
  }

  /** What became of a stage. */
  public sealed interface Outcome {
    /** Done now, or found in the store. */
    record Finished(Store.Done done, boolean cached) implements Outcome {}

    /**
     * @param reason one line for people
     */
    record Failed(String reason) implements Outcome {}

    /**
     * A training that came to no model, now or before, or what needs one that did.
     *
     * @param done what the training took
     */
    record Diverged(Divergence what, Optional<Store.Done> done) implements Outcome {}

    /**
     * Not done yet, as a report on an unfinished study has it.
     *
     * @param reason one line for people
     */
    record Waiting(String reason) implements Outcome {}
  }

  /**
   * @param diverged inputs that there is nothing of
   * @param cores its share
   */
  private record Task(
      Stage stage, Found found, Map<Stage, Divergence> diverged, Progress.Part part, int cores) {}

  /** A stage's outcome, or the error that ends the run. */
  private record Ended(Stage stage, Outcome outcome, Throwable error) {}

  /** Runs all stages and their inputs. */
  public Map<Stage, Outcome> run(Collection<Stage> stages) {
    List<Stage> order = Agenda.order(stages);
    var agenda = Agenda.of(order, store);
    while (true) {
      List<Stage> ready = ready(order, agenda);
      int left = ready.size();
      for (Stage stage : ready) if (fits(stage)) begin(stage, agenda, left--);
      if (running.isEmpty()) break;
      take();
    }
    Map<Stage, Outcome> ordered = new LinkedHashMap<>();
    for (Stage stage : order) ordered.put(stage, outcomes.get(stage));
    return ordered;
  }

  /** Stages that could begin, in order; those with nothing to do get their outcomes. */
  private List<Stage> ready(List<Stage> order, Agenda agenda) {
    List<Stage> ready = new ArrayList<>();
    boolean again = true;
    while (again) {
      again = false;
      ready.clear();
      for (Stage stage : order) {
        if (outcomes.containsKey(stage) || running.containsKey(stage)) continue;
        if (!outcomes.keySet().containsAll(stage.inputs())) continue;
        Optional<Outcome> settled = settled(stage);
        if (settled.isPresent()) {
          outcomes.put(stage, settled.get());
          agenda.drop(stage);
        } else {
          again |= lost(stage);
          ready.add(stage);
        }
      }
    }
    return ready;
  }

  private Optional<Outcome> settled(Stage stage) {
    for (Stage input : stage.inputs())
      if (outcomes.get(input) instanceof Outcome.Failed)
        return Optional.of(new Outcome.Failed("not run, because " + origin(input) + " failed"));
    Optional<Divergence> before = Divergence.before(stage, this::divergence);
    if (before.isPresent())
      return Optional.of(new Outcome.Diverged(before.get(), Optional.empty()));
    if (damaged.containsKey(stage)) return Optional.empty();
    return switch (store.find(stage)) {
      case Found.Absent _, Found.Damaged _ -> Optional.empty();
      case Found.Diverged(var what, var done) -> Optional.of(new Outcome.Diverged(what, done));
      case Found.Whole(var done) -> {
        log.debug("{} {}: found", stage.kind(), stage.title());
        yield Optional.of(new Outcome.Finished(done, true));
      }
    };
  }

  private Optional<Divergence> divergence(Stage stage) {
    return outcomes.get(stage) instanceof Outcome.Diverged(var what, _)
        ? Optional.of(what)
        : Optional.empty();
  }

  private Map<Stage, Divergence> diverged(Stage stage) {
    Map<Stage, Divergence> diverged = new HashMap<>();
    for (Stage input : stage.inputs()) divergence(input).ifPresent(d -> diverged.put(input, d));
    return diverged;
  }

  /** Whether something that a stage refers to turned out damaged: that is made again first. */
  private boolean lost(Stage stage) {
    Map<Stage, Found.Damaged> found = secured.damaged(stage);
    found.keySet().removeIf(input -> !(outcomes.get(input) instanceof Outcome.Finished));
    damaged.putAll(found);
    found.keySet().forEach(outcomes::remove);
    return !found.isEmpty();
  }

  private boolean fits(Stage stage) {
    if (running.isEmpty()) return true;
    if (stage.alone() || running.keySet().stream().anyMatch(Stage::alone)) return false;
    long bytes = running.keySet().stream().mapToLong(s -> s.estimate().bytes()).sum();
    return running.size() < parallel.stages()
        && free() > 0
        && bytes + stage.estimate().bytes() <= parallel.bytes();
  }

  private int free() {
    return parallel.cores() - running.values().stream().mapToInt(c -> c).sum();
  }

  private void begin(Stage stage, Agenda agenda, int ready) {
    int cores = parallel.share(free(), stage.alone() ? 1 : ready, running.size());
    if (!running.isEmpty()) {
      accompanied.add(stage);
      accompanied.addAll(running.keySet());
    }
    running.put(stage, cores);
    Found found = damaged.containsKey(stage) ? damaged.remove(stage) : store.find(stage);
    var task = new Task(stage, found, diverged(stage), agenda.begin(stage), cores);
    if (parallel.stages() == 1) ended.add(new Ended(stage, make(task), null));
    else
      Thread.ofPlatform()
          .daemon()
          .name("stage-" + stage.kind())
          .start(AtomicFiles.sameDisk(() -> ended.add(apart(task))));
  }

  private Ended apart(Task task) {
    try {
      return new Ended(task.stage(), Cores.with(task.cores(), () -> make(task)), null);
    } catch (Throwable e) { // whatever it is, the run must not wait for this stage
      return new Ended(task.stage(), null, e);
    }
  }

  private void take() {
    Ended over;
    try {
      over = ended.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while stages run", e);
    }
    switch (over.error()) {
      case Error e -> throw e;
      case RuntimeException e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
      case null -> {}
    }
    running.remove(over.stage());
    outcomes.put(over.stage(), over.outcome());
    if (over.outcome() instanceof Outcome.Failed(var reason)) failures.add(over.stage(), reason);
  }

  private Outcome make(Task task) {
    Stage stage = task.stage();
    Progress.Source part = progress.enter(task.part());
    try {
      if (task.found() instanceof Found.Damaged(var what)) {
        log.warn("{}; {} {} is made again", what, stage.kind(), stage.title());
        store.discard(stage);
      }
      double share = (double) task.cores() / parallel.cores();
      return new StageWork(
              store, rates, stage, share, task.diverged(), () -> accompanied.contains(stage))
          .run(part);
    } catch (BadInput e) {
      log.error("{} {}: {}", stage.kind(), stage.title(), e.getMessage());
      return new Outcome.Failed(e.getMessage());
    } catch (IOException | RuntimeException e) {
      log.error("{} {} failed: {}", stage.kind(), stage.title(), reason(e));
      log.debug("trace", e);
      return new Outcome.Failed(reason(e));
    } finally {
      part.leave();
    }
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
}
