package org.denselab.study.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.denselab.base.AtomicFiles;
import org.denselab.study.Stage;
import org.denselab.study.StageKey;
import org.denselab.train.Course;
import org.denselab.train.TrainSettings;

/**
 * Part of a fine-tuning whose hard negatives are mined anew along the way: the steps on one set of
 * them. All stretches have the schedule of the whole run, and each goes on where the one before
 * ended, so that on equal negatives they are one run, to the bit.
 *
 * @param every steps of a stretch, but for the last
 * @param steps of the whole run
 * @param from steps done before
 * @param before the stretch before, empty for the first
 */
public record Stretch(int every, int steps, int from, Optional<Stage> before) {
  /** All of a run, however long. */
  public static final Stretch WHOLE = first(Integer.MAX_VALUE, Integer.MAX_VALUE);

  /** The first of a run. */
  public static Stretch first(int every, int steps) {
    return new Stretch(every, steps, 0, Optional.empty());
  }

  /**
   * The one that follows.
   *
   * @param stage of this one
   */
  public Stretch next(Stage stage) {
    return new Stretch(every, steps, to(), Optional.of(stage));
  }

  /** The step at its end. */
  public int to() {
    return Math.min(steps, from + every);
  }

  public boolean last() {
    return to() == steps;
  }

  /** The share of the run's steps. */
  public double share() {
    return (double) (to() - from) / steps;
  }

  private boolean whole() {
    return every >= steps;
  }

  /** Makes it part of a stage's key; a whole run is what it was without stretches. */
  void addTo(StageKey key) {
    if (!whole()) key.with("from", from).with("to", to());
    before.ifPresent(key::input);
  }

  String title(String run) {
    return last() ? run : "%s, to step %,d".formatted(run, to());
  }

  TrainSettings of(TrainSettings run) {
    return whole() ? run : run.between(from, to());
  }

  /** Settings of the stretch before. */
  TrainSettings ofBefore(TrainSettings run) {
    return run.between(from - every, from);
  }

  /** The checkpoints of earlier stretches, so that the last stretch has those of the run. */
  void earlier(TrainSettings run, Stage.Workplace workplace, Path out) throws IOException {
    for (int step : run.checkpoints())
      if (step <= from) {
        String name = Course.checkpoint(step);
        AtomicFiles.link(workplace.folder(before.orElseThrow()).resolve(name), out.resolve(name));
      }
  }
}
