package org.denselab.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.denselab.dsl.Report;
import org.denselab.study.result.StudyResult.Comparison;

/**
 * Whether a task can say anything of the study's own difference: where neither arm beats every
 * control, or the baseline leaves no room above it, a difference of 0 is no news. What joint
 * training costs is told by tasks whose single training beats every control, whatever joint does.
 * Without controls nothing can be told, and every task enters.
 */
record Signal(List<Comparisons.Made> made, Pairing pairing) {
  private static final String MIXTURE = "mixture.kind";
  private static final double CEILING = 0.95;

  /** Why each task has none; tasks that have are left out. */
  Map<String, String> lacking(List<Comparisons.Made> deltas) {
    Map<String, String> lacking = new LinkedHashMap<>();
    for (var delta : deltas)
      why(delta).ifPresent(why -> lacking.putIfAbsent(delta.comparison().task(), why));
    return lacking;
  }

  /** Whether any control was compared with. */
  boolean known() {
    return made.stream().anyMatch(one -> Pairing.isControl(one.baseline()));
  }

  private Optional<String> why(Comparisons.Made delta) {
    if (delta.comparison().baselineValue() >= CEILING)
      return Optional.of("%s is at its ceiling".formatted(delta.comparison().baseline()));
    List<Comparison> baseline = controlled(delta.baseline());
    List<Comparison> arm = controlled(delta.row());
    if (beats(baseline)) return Optional.empty();
    if (pairing.delta().map(Report.Delta::over).filter(MIXTURE::equals).isPresent())
      return Optional.of("%s does not beat its controls".formatted(delta.comparison().baseline()));
    if (beats(arm)) return Optional.empty();
    return Optional.of(
        "neither %s nor %s beats its controls"
            .formatted(delta.comparison().baseline(), delta.comparison().cell()));
  }

  private static boolean beats(List<Comparison> controls) {
    return controls.stream().allMatch(c -> c.evidence().verdict().equals("holds"));
  }

  /** The row's dense retriever against each control. */
  private List<Comparison> controlled(Row row) {
    List<Comparison> controlled = new ArrayList<>();
    for (var one : made)
      if (Pairing.isControl(one.baseline())
          && one.contest().arm().whole()
          && one.row().settings().equals(row.settings())
          && one.row().task().name().equals(row.task().name())
          && one.row().at() == row.at()) controlled.add(one.comparison());
    return controlled;
  }
}
