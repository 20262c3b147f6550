package org.denselab.study;

import java.util.List;
import java.util.Map;
import org.denselab.study.Scheduler.Outcome;
import org.denselab.study.result.StudyResult.StageRun;

/** What became of stages, as reports list them. */
final class StageRuns {
  private StageRuns() {}

  static List<StageRun> of(Map<Stage, Outcome> outcomes) {
    return outcomes.entrySet().stream().map(e -> of(e.getKey(), e.getValue())).toList();
  }

  private static StageRun of(Stage stage, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Finished(var done, var cached) ->
          new StageRun(
              stage.kind(),
              stage.key(),
              stage.title(),
              cached ? "cached" : "done",
              done.seconds(),
              done.peakBytes(),
              done.detail(),
              "",
              new StageRun.Cost(
                  done.toldSeconds(),
                  stage.estimate().bytes(),
                  done.nativeBytes(),
                  stage.estimate().disk(),
                  done.diskBytes()));
      case Outcome.Diverged(var what, var took) ->
          new StageRun(
              stage.kind(),
              stage.key(),
              stage.title(),
              took.isPresent() ? "diverged" : "not made",
              took.map(Store.Done::seconds).orElse(0.0),
              took.map(Store.Done::peakBytes).orElse(0L),
              took.isPresent() ? what.why() : "not run, because " + what.reason(),
              "");
      case Outcome.Failed(var reason) -> without(stage, "failed", reason, "denselab.log");
      case Outcome.Waiting(var reason) -> without(stage, "pending", reason, "");
    };
  }

  private static StageRun without(Stage stage, String state, String reason, String log) {
    return new StageRun(stage.kind(), stage.key(), stage.title(), state, 0, 0, reason, log);
  }
}
