package org.denselab.study;

import org.denselab.base.BadInput;
import org.denselab.dsl.Negatives;
import org.denselab.dsl.StudyCell;
import org.denselab.dsl.Train;
import org.denselab.dsl.Tuning;
import org.denselab.study.stage.Setting;
import org.denselab.study.stage.Stretch;

/**
 * What trains a cell's model of one task. Where its negatives are refreshed, the run is a chain: a
 * stretch of training, the passages encoded and negatives mined by what came out, the next stretch.
 */
record RunPlanner(
    StudyCell cell, ModelPlanner models, Setting<Train> train, Setting<Tuning> tuning) {
  /** The stage that ends the run. */
  Stage run(TaskData task, int number, long seed, String title) {
    var negatives = new NegativesPlanner(cell, models);
    Stage mined = negatives.of(task, number, seed);
    if (!(task.task().negatives() instanceof Negatives.Dense dense) || dense.refresh() == 0)
      return models.run(task, number, seed, mined, title, train, tuning, Stretch.WHOLE);
    int steps = cell.study().train().steps();
    if (train.among().stream().anyMatch(other -> other.steps() != steps))
      throw new BadInput(
          cell.position("select.over")
              + ": negatives are refreshed in runs of one length; choose train.steps by hand");
    var stretch = Stretch.first(dense.refresh(), steps);
    Stage run = models.run(task, number, seed, mined, title, train, tuning, stretch);
    while (!stretch.last()) {
      var reached = models.checkpoint(run, stretch.to());
      String at = "%s, step %,d".formatted(title, stretch.to());
      mined = negatives.anew(dense, task, number, at, reached, mined);
      stretch = stretch.next(run);
      run = models.run(task, number, seed, mined, title, train, tuning, stretch);
    }
    return run;
  }
}
