package org.denselab.study;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.denselab.eval.significance.Differences;
import org.denselab.eval.significance.Interval;

/**
 * What a row scores by its tasks' own metrics: on one task, or on the mean of several, each
 * counting alike.
 *
 * @param tasks an arm each
 */
record Scored(List<Arm> tasks) {
  Scored {
    tasks = List.copyOf(tasks);
  }

  /** Of the first task. */
  Row row() {
    return tasks.getFirst().row();
  }

  /** Those of several tasks are named each. */
  String metric() {
    return tasks.stream().map(Scored::metric).distinct().collect(Collectors.joining(", "));
  }

  double score() {
    return tasks.stream()
        .mapToDouble(arm -> arm.cell().metrics().get(metric(arm)))
        .average()
        .orElseThrow();
  }

  /** None of scored pairs, as a correlation is no mean over queries, nor of seeds that differ. */
  Optional<Interval> interval(Tester tester) {
    if (tasks.stream().anyMatch(Scored::ofPairs)
        || tasks.stream().map(arm -> arm.seeds().size()).distinct().count() > 1)
      return Optional.empty();
    return Optional.of(tester.interval(tasks.stream().map(Scored::byQuery).toList()));
  }

  static boolean ofPairs(Arm arm) {
    return arm.seeds().getFirst().perQuery().get(metric(arm)) == null;
  }

  private static Differences byQuery(Arm arm) {
    String metric = metric(arm);
    var first = arm.seeds().getFirst().perQuery().get(metric);
    return new Differences(
        arm.seeds().stream()
            .map(seed -> seed.perQuery().get(metric))
            .map(own -> first.keySet().stream().mapToDouble(own::get).toArray())
            .toArray(double[][]::new));
  }

  private static String metric(Arm arm) {
    return arm.row().task().task().metric().toString();
  }
}
