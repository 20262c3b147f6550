package org.denselab.study;

import java.util.Optional;
import org.denselab.backbone.BackboneConfig;
import org.denselab.backbone.Families;
import org.denselab.dsl.Backbone;
import org.denselab.dsl.Pretrain;
import org.denselab.dsl.StudyCell;
import org.denselab.study.stage.BackboneStage;

/** What the stages of a cell cost, from the numbers of its backbone. */
final class CellCost {
  private final StudyCell cell;
  private final Optional<Cost> cost;

  CellCost(StudyCell cell) {
    this.cell = cell;
    this.cost = cell.study().backbone().map(CellCost::of);
  }

  private static Cost of(Backbone backbone) {
    return Cost.of(config(backbone), BackboneStage.head(backbone.head()));
  }

  /** The backbone's shape, with as many tokens as its vocabulary may have. */
  static BackboneConfig config(Backbone backbone) {
    return switch (backbone) {
      case Backbone.Preset preset ->
          BackboneStage.config(preset.architecture(), preset.architecture().vocabSize());
      case Backbone.Weights weights -> Families.parse(weights.weights());
    };
  }

  /** One line about the backbone, empty for a study without one. */
  Optional<String> parameters() {
    return cost.map(
        c ->
            "%s has %,d, %,d of them multiplied with every token"
                .formatted(
                    name(cell.study().backbone().orElseThrow()), c.parameters(), c.products()));
  }

  /** The backbone's parameters without its embeddings, 0 for a study without one. */
  long size() {
    return cost.map(Cost::products).orElse(0L);
  }

  /** What tables call the backbone. */
  static String name(Backbone backbone) {
    return switch (backbone) {
      case Backbone.Preset preset -> preset.preset();
      case Backbone.Weights weights -> String.valueOf(weights.weights().getFileName());
    };
  }

  /**
   * @param keep hard negatives of a query in a row
   */
  Stage.Estimate training(int queryLength, int passageLength, int keep) {
    var train = cell.study().train();
    long passages = (long) train.batch() * (1 + keep);
    long tokens = (long) train.batch() * queryLength + passages * passageLength;
    return cost.orElseThrow()
        .training(
            train.steps() * train.accumulate(),
            tokens,
            train.batch() + passages,
            Math.max(queryLength, passageLength));
  }

  Stage.Estimate pretraining(Pretrain pretrain) {
    var course = pretrain.course();
    long step =
        switch (pretrain) {
          case Pretrain.Crop crop ->
              Math.round(course.batch() * course.length() * (crop.minCrop() + crop.maxCrop()));
          case Pretrain.Mlm _ -> (long) course.batch() * course.length();
        };
    long steps =
        course
            .steps()
            .map(Integer::longValue)
            .orElseGet(() -> course.tokens().orElseThrow().value() / Math.max(1, step));
    return cost.orElseThrow()
        .training(Math.toIntExact(steps), step, 2L * course.batch(), course.length());
  }

  Stage.Estimate encoding(long texts, int length) {
    return cost.orElseThrow().encoding(texts * length);
  }
}
