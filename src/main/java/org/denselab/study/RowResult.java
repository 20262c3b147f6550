package org.denselab.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a row scored with each seed. Tables show each query's mean over the seeds.
 *
 * @param error why there is nothing, empty where there is
 */
record RowResult(Row row, List<EvaluationFile> seeds, String error) {
  boolean failed() {
    return !error.isEmpty();
  }

  /** Reads a row's evaluations; one failed seed fails the row, so that means stay comparable. */
  static RowResult of(Row row, Store store, Map<Stage, Scheduler.Outcome> outcomes)
      throws IOException {
    List<EvaluationFile> seeds = new ArrayList<>();
    for (Stage evaluation : row.evaluations()) {
      switch (outcomes.get(evaluation)) {
        case Scheduler.Outcome.Failed(var reason) -> {
          return new RowResult(row, List.of(), reason);
        }
        case Scheduler.Outcome.Diverged(var what, _) -> {
          return new RowResult(row, List.of(), "not run, because " + what.reason());
        }
        case Scheduler.Outcome.Waiting(var reason) -> {
          return new RowResult(row, List.of(), reason);
        }
        case Scheduler.Outcome.Finished _ -> {}
      }
      seeds.add(EvaluationFile.read(store.folder(evaluation)));
    }
    return new RowResult(row, seeds, "");
  }
}
