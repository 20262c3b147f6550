package org.denselab.study;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.denselab.dsl.Mixture;
import org.denselab.dsl.StudyCell;
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

  ModelAt trained(long seed, String title) {
    var study = cell.study();
    List<TrainStage.Material> materials = new ArrayList<>();
    for (int i = 0; i < study.tasks().size(); i++)
      materials.add(models.material(catalog.task(cell, i), i, negatives.apply(i)));
    int times = JointStage.times(study.mixture(), materials.size());
    Stage stage =
        JointStage.of(
            title,
            models.start(seed),
            materials,
            study.mixture(),
            study.train(),
            study.tuning(),
            seed,
            models.cost().computing(),
            estimate(materials));
    int last = study.train().checkpoints().getLast() * times;
    boolean towers = study.backbone().orElseThrow().towers().size() > 1;
    return ModelAt.made(stage, TrainStage.checkpoint(last), towers);
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
