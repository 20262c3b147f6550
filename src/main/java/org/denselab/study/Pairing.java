package org.denselab.study;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.denselab.dsl.Evaluate;
import org.denselab.dsl.Report;
import org.denselab.dsl.Study;
import org.denselab.dsl.Words;

/**
 * Which rows of a table are compared with which.
 *
 * @param baseline the retriever that others are compared with
 * @param delta the axis that the study is about
 * @param absent rows that have no result, as they failed or are not done
 */
record Pairing(String baseline, Optional<Report.Delta> delta, List<Row> absent) {
  private static final Set<String> CONTROLS =
      Arrays.stream(Evaluate.Control.values()).map(Words::of).collect(Collectors.toSet());

  Pairing {
    absent = List.copyOf(absent);
  }

  /** Where every row has a result. */
  Pairing(String baseline, Optional<Report.Delta> delta) {
    this(baseline, delta, List.of());
  }

  static Pairing of(Study study) {
    return new Pairing(Words.of(study.evaluate().baseline()), study.report().delta());
  }

  /** The same where some arms have no result. */
  Pairing knowing(List<Arm> arms) {
    return new Pairing(
        baseline, delta, arms.stream().filter(arm -> arm.seeds().isEmpty()).map(Arm::row).toList());
  }

  /** The controls of a row that have no result: whether it beats them is not known. */
  List<Row> absentControls(Row row) {
    return absent.stream()
        .filter(other -> isControl(other) && other.task().equals(row.task()))
        .filter(other -> other.at() == row.at() && compares(row, other))
        .toList();
  }

  /** Whether {@code other} is a baseline of {@code row}, both of one table. */
  boolean compares(Row row, Row other) {
    if (row == other) return false;
    if (alongDelta(row, other)) return isDelta(row, other);
    if (isControl(row)) return false;
    boolean isBaseline = other.retriever().equals(baseline) && !row.retriever().equals(baseline);
    boolean hasControl = isControl(other) && row.retriever().equals("dense");
    return (isBaseline || hasControl) && agree(row.settings(), other.settings());
  }

  /** Whether the two are the difference that the study is about. */
  boolean isDelta(Row row, Row other) {
    return alongDelta(row, other)
        && delta.orElseThrow().baseline().equals(other.settings().get(delta.get().over()));
  }

  static boolean isControl(Row row) {
    return CONTROLS.contains(row.retriever());
  }

  /** Where both have an axis, they have the same value. */
  static boolean agree(Map<String, String> settings, Map<String, String> others) {
    return others.entrySet().stream()
        .allMatch(e -> settings.getOrDefault(e.getKey(), e.getValue()).equals(e.getValue()));
  }

  /**
   * Two rows of one retriever that differ in the study's own axis and nothing else. The other may
   * lack axes that make no difference to it, such as the loss to a model that is not tuned.
   */
  private boolean alongDelta(Row row, Row other) {
    if (delta.isEmpty() || !row.retriever().equals(other.retriever())) return false;
    String over = delta.get().over();
    var settings = row.settings();
    var others = other.settings();
    if (!others.containsKey(over) || !settings.keySet().containsAll(others.keySet())) return false;
    return others.entrySet().stream()
        .allMatch(e -> e.getKey().equals(over) != e.getValue().equals(settings.get(e.getKey())));
  }
}
