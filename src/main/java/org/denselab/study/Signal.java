package org.denselab.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.denselab.dsl.Report;
import org.denselab.dsl.Retriever;
import org.denselab.dsl.Words;
import org.denselab.study.result.StudyResult.Comparison;

/**
 * Whether a task can say anything of a difference: where neither arm beats every control, or the
 * baseline leaves no room above it, a difference of 0 is no news. What joint training costs is told
 * by tasks whose single training beats every control, whatever joint does. Without controls nothing
 * can be told, and every task enters.
 */
record Signal(List<Comparisons.Made> made, Pairing pairing) {
  private static final String MIXTURE = "mixture.kind";
  private static final String DENSE = Words.of(Retriever.DENSE);
  private static final double CEILING = 0.95;

  /** Why each task has none for the study's own difference; tasks that have are left out. */
  Map<String, String> lacking(List<Comparisons.Made> deltas) {
    Map<String, String> lacking = new LinkedHashMap<>();
    for (var delta : deltas)
      why(delta).ifPresent(why -> lacking.putIfAbsent(delta.comparison().task(), why));
    return lacking;
  }

  /**
   * Why a task has none for a claim about some of its arms.
   *
   * @param minus those that others are held against
   */
  Optional<String> lacking(List<Arm> plus, List<Arm> minus) {
    if (minus.stream().allMatch(arm -> score(arm) >= CEILING))
      return Optional.of("what it is held against is at its ceiling");
    List<Row> rows = new ArrayList<>();
    for (List<Arm> side : List.of(plus, minus)) side.forEach(arm -> rows.add(arm.row()));
    boolean controlled = rows.stream().allMatch(row -> row.retriever().equals(DENSE));
    return controlled && rows.stream().noneMatch(this::beats)
        ? Optional.of("none of these arms beats its controls")
        : Optional.empty();
  }

  private static double score(Arm arm) {
    return arm.cell().metrics().get(arm.row().task().task().metric().toString());
  }

  private Optional<String> why(Comparisons.Made delta) {
    if (delta.comparison().baselineValue() >= CEILING)
      return Optional.of("%s is at its ceiling".formatted(delta.comparison().baseline()));
    if (beats(delta.baseline())) return Optional.empty();
    if (pairing.delta().map(Report.Delta::over).filter(MIXTURE::equals).isPresent())
      return Optional.of("%s does not beat its controls".formatted(delta.comparison().baseline()));
    if (beats(delta.row())) return Optional.empty();
    return Optional.of(
        "neither %s nor %s beats its controls"
            .formatted(delta.comparison().baseline(), delta.comparison().cell()));
  }

  /** A control that has no result is not beaten, and a control itself has learned nothing. */
  private boolean beats(Row row) {
    return !Pairing.isControl(row)
        && pairing.absentControls(row).isEmpty()
        && controlled(row).stream().allMatch(c -> c.evidence().verdict().equals("holds"));
  }

  /** The row's dense retriever against each control. */
  private List<Comparison> controlled(Row row) {
    List<Comparison> controlled = new ArrayList<>();
    for (var one : made)
      if (Pairing.isControl(one.baseline())
          && !Pairing.isControl(one.row()) // two controls differ by the study's own axis
          && one.contest().arm().whole()
          && one.row().settings().equals(row.settings())
          && one.row().task().name().equals(row.task().name())
          && one.row().at() == row.at()) controlled.add(one.comparison());
    return controlled;
  }
}
