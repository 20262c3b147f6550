package org.denselab.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import org.denselab.base.AtomicFiles;
import org.denselab.base.Kept;
import org.denselab.base.Progress;
import org.denselab.graph.Parameter;

/**
 * A training run that an interruption does not take back: it goes on, to the bit, from the state
 * that it saved last.
 *
 * @param parameters those of the program; frozen ones stay as they are
 */
public record Course(
    TrainSettings settings, Objective objective, Collection<Parameter> parameters) {
  /** The log of what each step told, in a run's folder while it runs, and in its output. */
  public static final String STATISTICS = Statistics.FILE;

  private static final String CHECKPOINT = "step-";

  /** Writes the model of a checkpoint into a folder of its own. */
  public interface ModelWriter {
    void write(Path folder) throws IOException;
  }

  /** The folder of a checkpoint within the output of a run. */
  public static String checkpoint(int step) {
    return CHECKPOINT + step;
  }

  /**
   * Trains to the last step.
   *
   * @param kept what an earlier attempt of this very run left there is used, or removed with a
   *     warning where it is damaged
   * @throws Diverged when a loss or gradient is not a number
   */
  public TrainResult run(Kept kept, ModelWriter model, Progress.Source progress)
      throws IOException {
    return run(_ -> {}, kept, model, progress);
  }

  /** Puts a trainer, and the program's weights before it, to where another run ended. */
  public interface Start {
    void set(Trainer trainer) throws IOException;
  }

  /** As {@link #run(Kept, ModelWriter, Progress.Source)}, going on where another run ended. */
  public TrainResult run(Start start, Kept kept, ModelWriter model, Progress.Source progress)
      throws IOException {
    try (var trainer = new Trainer(settings, objective, parameters)) {
      start.set(trainer);
      var saved = new SavedCourse(kept, settings, parameters, model);
      saved.resume(trainer);
      try (var statistics = Statistics.open(kept, settings, trainer.state(), saved)) {
        return trainer.run(progress, statistics);
      }
    }
  }

  /**
   * Hands out the statistics of a run that is over, and its checkpoints: model and state, {@link
   * #checkpoint} each.
   */
  public void results(Kept kept, Path out) throws IOException {
    statistics(kept, out);
    for (int step : settings.checkpoints())
      AtomicFiles.link(kept.folder().resolve(checkpoint(step)), out.resolve(checkpoint(step)));
  }

  /** Hands out the statistics of a run that is over. */
  public static void statistics(Kept kept, Path out) throws IOException {
    Statistics.into(out, kept);
  }
}
