package org.denselab.study;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.IntFunction;
import org.denselab.dsl.Conflict;
import org.denselab.dsl.Mixture;
import org.denselab.dsl.StudyCell;
import org.denselab.dsl.Train;
import org.denselab.dsl.Tuning;
import org.denselab.study.stage.ConflictStage;
import org.denselab.study.stage.JointStage;
import org.denselab.study.stage.ModelAt;
import org.denselab.study.stage.Setting;
import org.denselab.study.stage.TrainStage;

/**
 * The model of all tasks of a cell that are trained on.
 *
 * @param negatives the stage that mined those of a task, by its number; null for none
 */
record JointPlanner(
    StudyCell cell, Catalog catalog, ModelPlanner models, IntFunction<Stage> negatives) {

  /** What trains it. */
  Stage run(long seed, String title, Setting<Train> train, Setting<Tuning> tuning) {
    var study = cell.study();
    List<TrainStage.Material> materials = materials();
    return JointStage.of(
        title,
        models.start(seed),
        materials,
        study.mixture(),
        train,
        tuning,
        seed,
        models.cost().computing(),
        estimate(materials));
  }

  /** Whether the tasks pull in the same direction along a run. */
  Stage conflict(SortedMap<Integer, ModelAt> course, long seed, String title, Conflict conflict) {
    var study = cell.study();
    List<ConflictStage.At> along = new ArrayList<>();
    along.add(new ConflictStage.At(0, models.start(seed)));
    course.forEach((step, model) -> along.add(new ConflictStage.At(step, model)));
    return ConflictStage.of(
        title,
        along,
        materials(),
        study.train(),
        study.tuning(),
        seed,
        models.cost().computing(),
        conflict);
  }

  private List<TrainStage.Material> materials() {
    List<TrainStage.Material> materials = new ArrayList<>();
    for (int i : cell.study().learned())
      materials.add(models.material(catalog.task(cell, i), i, negatives.apply(i)));
    return materials;
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
