package org.denselab.study;

import java.util.Optional;
import org.denselab.base.BadInput;
import org.denselab.dsl.Backbone;
import org.denselab.dsl.Pretrain;
import org.denselab.dsl.StudyCell;
import org.denselab.study.stage.ModelAt;
import org.denselab.study.stage.Part;
import org.denselab.study.stage.PretrainStage;

/** The pre-training of one cell's backbone: whole, or as stops of a run that other cells share. */
final class PretrainPlanner {
  private final StudyCell cell;
  private final Catalog catalog;
  private final CellCost cost;
  private final Backbone.Tower backbone;
  private final String path;
  private final Pretrain pretrain;

  /**
   * @param path of the backbone in the study
   */
  PretrainPlanner(
      StudyCell cell, Catalog catalog, CellCost cost, Backbone.Tower backbone, String path) {
    this.cell = cell;
    this.catalog = catalog;
    this.cost = cost;
    this.backbone = backbone;
    this.path = path + ".pretrain.";
    this.pretrain = backbone.pretrain().orElseThrow();
  }

  /**
   * @param seed the pre-training's own
   */
  ModelAt after(ModelAt start, long seed) {
    checkObjective();
    if (!PretrainChains.chained(pretrain))
      return new ModelAt.Made(stage(start, seed, pretrain, new Part.Whole(), "", 1), "");
    Optional<Stage> before = Optional.empty();
    long stopped = 0;
    for (Pretrain shorter : catalog.chains().shorter(pretrain)) {
      before = Optional.of(trunk(start, seed, shorter, before, stopped));
      stopped = PretrainChains.length(shorter);
    }
    Stage trunk = trunk(start, seed, pretrain, before, stopped);
    if (pretrain.course().decay() == 0) return new ModelAt.Made(trunk, Part.STOP);
    double share = Math.min(1, decay() / PretrainChains.length(pretrain));
    String title = ", " + length(pretrain) + ", falling over the last " + pretrain.course().decay();
    return new ModelAt.Made(stage(start, seed, pretrain, new Part.Branch(trunk), title, share), "");
  }

  private double decay() {
    var course = pretrain.course();
    int unit = course.steps().isPresent() ? 1 : course.batch() * course.length();
    return (double) course.decay() * unit;
  }

  private Stage trunk(
      ModelAt start, long seed, Pretrain until, Optional<Stage> before, long stopped) {
    double end = PretrainChains.length(until);
    double share = Math.clamp((end - stopped - (stopped == 0 ? decay() : 0)) / end, 0, 1);
    String title = ", at one rate up to " + length(until);
    return stage(start, seed, until, new Part.Trunk(before), title, share);
  }

  private static String length(Pretrain pretrain) {
    var course = pretrain.course();
    return course
        .steps()
        .map(steps -> "%,d steps".formatted(steps))
        .orElseGet(() -> course.tokens().orElseThrow() + " tokens");
  }

  private Stage stage(ModelAt start, long seed, Pretrain of, Part part, String what, double share) {
    var text = catalog.text(of.course().text(), cell, path + "text");
    var job =
        new PretrainStage.Job(
            start,
            backbone instanceof Backbone.Weights given
                ? Optional.of(given.weights())
                : Optional.empty(),
            text,
            of.heldOut().map(held -> catalog.text(held, cell, path + "valid")),
            of,
            part,
            seed);
    String which = Titles.seed(of.course().seeds(), seed);
    String title = CellTowers.name(backbone) + " on " + text.name() + what + which;
    return PretrainStage.of(
        title, job, cost.computing(), cost.pretraining(backbone, of).times(share));
  }

  /** What a preset's architecture forbids is said as the study is read. */
  private void checkObjective() {
    if (!(backbone instanceof Backbone.Weights)) return;
    var config = TowerCost.config(backbone);
    if (config.causal() && pretrain instanceof Pretrain.Mlm)
      throw new BadInput(
          cell.position(path + "objective")
              + (": masked tokens are predicted from both sides, " + config.family())
              + " sees one: write objective: clm or crop");
    if (!config.causal() && pretrain instanceof Pretrain.Clm)
      throw new BadInput(
          cell.position(path + "objective")
              + (": the next token is predicted from those before it, " + config.family())
              + " sees those after it too: write objective: mlm or crop");
  }
}
