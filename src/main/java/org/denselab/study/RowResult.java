package org.denselab.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
        case Scheduler.Outcome.Waiting(var reason) -> {
          return new RowResult(row, List.of(), reason);
        }
        case Scheduler.Outcome.Finished _ -> {}
      }
      seeds.add(EvaluationFile.read(store.folder(evaluation)));
    }
    return new RowResult(row, seeds, "");
  }

  static EvaluationFile averaged(List<EvaluationFile> seeds) {
    var first = seeds.getFirst();
    if (seeds.size() == 1) return first;
    var perQuery = new LinkedHashMap<String, Map<String, Double>>();
    for (String metric : first.perQuery().keySet())
      perQuery.put(metric, mean(seeds.stream().map(s -> s.perQuery().get(metric)).toList()));
    return new EvaluationFile(
        mean(seeds.stream().map(EvaluationFile::metrics).toList()),
        perQuery,
        first.queries(),
        first.averagedOver() + ", each the mean of " + seeds.size() + " seeds",
        first.droppedIdentical(),
        null,
        null);
  }

  private static Map<String, Double> mean(List<Map<String, Double>> seeds) {
    var mean = new LinkedHashMap<String, Double>();
    for (String name : seeds.getFirst().keySet())
      mean.put(name, seeds.stream().mapToDouble(s -> s.get(name)).average().orElseThrow());
    return mean;
  }
}
