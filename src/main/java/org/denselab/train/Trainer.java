package org.denselab.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.denselab.base.Progress;
import org.denselab.engine.Gradients;
import org.denselab.graph.Parameter;

/**
 * The training loop: gradients of one or several batches, clipping, an update, until all steps are
 * done. Can be left at any checkpoint and taken up again from what {@link TrainState} holds, to the
 * bit. Bound to one thread.
 */
public final class Trainer implements AutoCloseable {
  private final TrainSettings settings;
  private final Objective objective;
  private final Gradients gradients;
  private final Optimizer optimizer;
  private final double[] losses;
  private int step;
  private long tokens;
  private double negatives;
  private long masked;

  /**
   * What a step did.
   *
   * @param step updates made so far, this one included
   * @param rate that it was made at
   * @param gradientNorm before clipping
   * @param tokens encoded for it
   * @param magnitudes reads all parameters; to be asked for before the next step
   */
  record Update(
      int step,
      double loss,
      double rate,
      double gradientNorm,
      long tokens,
      Supplier<Magnitudes> magnitudes) {}

  /** Is told how far the run is. */
  public interface Listener {
    /** Called after each step, before anything else. */
    default void updated(Update update) throws IOException {}

    /**
     * Called between two steps.
     *
     * @param step updates made so far
     */
    void reached(int step, TrainState state) throws IOException;

    /**
     * Called between any two steps, after {@link #reached}; whoever takes the state pays for it.
     */
    default void stepped(Supplier<TrainState> state) throws IOException {}
  }

  /**
   * @param parameters those of the program; frozen ones stay as they are
   */
  public Trainer(TrainSettings settings, Objective objective, Collection<Parameter> parameters) {
    this.settings = settings;
    this.objective = objective;
    List<Parameter> all = new ArrayList<>(parameters);
    all.addAll(objective.ownParameters());
    this.gradients = new Gradients(all);
    this.optimizer = new Optimizer(settings.optimizer(), all);
    this.losses = new double[settings.steps()];
  }

  /** What a checkpoint must hold beside the program's parameters. */
  public TrainState state() {
    return new TrainState(
        step,
        objective.cursor(),
        Arrays.copyOf(losses, step),
        negatives,
        masked,
        optimizer,
        objective.ownParameters());
  }

  /** Continues after {@code state}, whose moments and own parameters are in place already. */
  public void resume(TrainState state) {
    objective.seek(state.cursor());
    step = state.step();
    System.arraycopy(state.losses(), 0, losses, 0, step);
    negatives = state.effectiveNegatives();
    masked = state.masked();
    optimizer.resumeAt(step);
  }

  /**
   * Trains to the last step.
   *
   * @throws Diverged when a loss or gradient is not a number
   */
  public TrainResult run(Progress.Source progress, Listener listener) throws IOException {
    long start = System.nanoTime();
    int first = step;
    try (var bar = progress.start("train", "steps", settings.steps())) {
      bar.step(step);
      while (step < settings.steps()) {
        Update update = update();
        bar.note(String.format(Locale.ROOT, "loss %.4f", update.loss()));
        bar.step(1);
        listener.updated(update);
        if (settings.checkpoints().contains(step)) listener.reached(step, state());
        listener.stepped(this::state);
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new TrainResult(
        losses.clone(), step - first, tokens, seconds, negatives / settings.steps(), masked);
  }

  private Update update() {
    long before = tokens;
    double rate = settings.schedule().rate(step);
    int parts = settings.accumulate();
    var ids = new ArrayList<String>();
    double loss = 0;
    double stepNegatives = 0;
    long stepMasked = 0;
    gradients.zero();
    for (int part = 0; part < parts; part++) {
      var outcome = objective.accumulate((long) step * parts + part, gradients);
      loss += outcome.loss() / parts;
      ids.addAll(outcome.ids());
      tokens += outcome.tokens();
      stepNegatives += outcome.effectiveNegatives() / parts;
      stepMasked += outcome.masked();
    }
    if (!Double.isFinite(loss)) throw new Diverged(step + 1, "the loss is " + loss, rate, ids);
    double norm = GradientNorm.of(gradients) / parts;
    if (!Double.isFinite(norm))
      throw new Diverged(step + 1, "the gradient's norm is " + norm, rate, ids);
    double clip = settings.clip() > 0 ? Math.min(1, settings.clip() / (norm + 1e-6)) : 1;
    optimizer.step(gradients, rate, clip / parts);
    negatives += stepNegatives;
    masked += stepMasked;
    losses[step++] = loss;
    return new Update(
        step, loss, rate, norm, tokens - before, () -> Magnitudes.of(optimizer, gradients, rate));
  }

  @Override
  public void close() {
    gradients.close();
    optimizer.close();
  }
}
