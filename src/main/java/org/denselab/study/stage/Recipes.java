package org.denselab.study.stage;

import org.denselab.dsl.Loss;
import org.denselab.dsl.Optimizer;
import org.denselab.dsl.Train;
import org.denselab.train.ContrastiveLoss;
import org.denselab.train.OptimizerSettings;
import org.denselab.train.Schedule;

/** The study's optimizers and schedules in the words of the training room. */
final class Recipes {
  private Recipes() {}

  static OptimizerSettings optimizer(Optimizer optimizer) {
    var kind =
        switch (optimizer) {
          case Optimizer.Adam _ -> OptimizerSettings.Kind.ADAM;
          case Optimizer.AdamW _ -> OptimizerSettings.Kind.ADAMW;
        };
    return new OptimizerSettings(
        kind,
        optimizer.betas().getFirst(),
        optimizer.betas().getLast(),
        optimizer.eps(),
        optimizer.weightDecay(),
        optimizer.decayBiasAndNorm(),
        optimizer instanceof Optimizer.AdamW adamw && adamw.sparseRows());
  }

  static ContrastiveLoss loss(Train train) {
    return switch (train.loss()) {
      case Loss.Infonce _ -> new ContrastiveLoss.CrossEntropy(train.temperature());
      case Loss.Triplet triplet ->
          new ContrastiveLoss.Margin(triplet.margin(), train.temperature());
    };
  }

  static Schedule schedule(Train.Schedule schedule, double peak, int warmup, int steps) {
    var kind =
        switch (schedule) {
          case LINEAR -> Schedule.Kind.LINEAR;
          case CONSTANT -> Schedule.Kind.CONSTANT;
        };
    return new Schedule(kind, peak, warmup, steps);
  }
}
