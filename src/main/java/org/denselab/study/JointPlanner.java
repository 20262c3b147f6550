package org.denselab.study;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.denselab.dsl.Conflict;
import org.denselab.dsl.Mixture;
import org.denselab.dsl.StudyCell;
import org.denselab.study.stage.ConflictStage;
import org.denselab.study.stage.JointStage;
import org.denselab.study.stage.ModelAt;
import org.denselab.study.stage.TrainStage;

/**
 * The model that all tasks of a cell share.
 *
 * @param negatives the stage that mined those of a task, by its number; null for none
 */
record JointPlanner(
    StudyCell cell, Catalog catalog, ModelPlanner models, IntFunction<Stage> negatives) {

  /** The model that tasks are evaluated with. */
  ModelAt trained(long seed, String title) {
    List<TrainStage.Material> materials = materials();
    int last = models.step() * times();
    return checkpoint(stage(materials, seed, title), last);
  }

  /** Whether the tasks pull in the same direction along the run. */
  Stage conflict(long seed, String title, Conflict conflict) {
    var study = cell.study();
    List<TrainStage.Material> materials = materials();
    Stage run = stage(materials, seed, title);
    List<ConflictStage.At> along = new ArrayList<>();
    along.add(new ConflictStage.At(0, models.start(seed)));
    for (int step : study.train().checkpoints())
      along.add(new ConflictStage.At(step * times(), checkpoint(run, step * times())));
    return ConflictStage.of(
        title,
        along,
        materials,
        study.train(),
        study.tuning(),
        seed,
        models.cost().computing(),
        conflict);
  }

  private List<TrainStage.Material> materials() {
    List<TrainStage.Material> materials = new ArrayList<>();
    for (int i = 0; i < cell.study().tasks().size(); i++)
      materials.add(models.material(catalog.task(cell, i), i, negatives.apply(i)));
    return materials;
  }

  private Stage stage(List<TrainStage.Material> materials, long seed, String title) {
    var study = cell.study();
    return JointStage.of(
        title,
        models.start(seed),
        materials,
        study.mixture(),
        study.train(),
        study.tuning(),
        seed,
        models.cost().computing(),
        estimate(materials));
  }

  private int times() {
    return JointStage.times(cell.study().mixture(), cell.study().tasks().size());
  }

  private ModelAt checkpoint(Stage run, int step) {
    boolean towers = cell.study().backbone().orElseThrow().towers().size() > 1;
    return ModelAt.made(run, TrainStage.checkpoint(step), towers);
  }

  /** Tasks take turns in the same memory. */
  private Stage.Estimate estimate(List<TrainStage.Material> materials) {
    var mixture = cell.study().mixture();
    boolean oneRunsSteps =
        mixture instanceof Mixture.Joint joint && joint.match() == Mixture.Match.STEPS;
    var together = Stage.Estimate.inTurn(materials.stream().map(models::estimate).toList());
    return oneRunsSteps ? together.times(1.0 / materials.size()) : together;
  }
}
