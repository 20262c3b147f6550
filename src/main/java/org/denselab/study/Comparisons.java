package org.denselab.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.denselab.dsl.Evaluate;
import org.denselab.dsl.Report;
import org.denselab.dsl.Significance;
import org.denselab.eval.Holm;
import org.denselab.eval.PairedTTest;
import org.denselab.study.result.StudyResult.Cell;
import org.denselab.study.result.StudyResult.Comparison;

/**
 * Which cells are compared with which, and the tests. Each table (task, split, slice) is one family
 * of Holm's correction.
 *
 * @param baseline the retriever that others are compared with
 * @param delta the axis that the study is about
 */
record Comparisons(String baseline, Optional<Report.Delta> delta, Significance significance) {
  private static final Set<String> CONTROLS =
      Arrays.stream(Evaluate.Control.values())
          .map(control -> control.name().toLowerCase(Locale.ROOT))
          .collect(Collectors.toSet());

  /**
   * @param metrics each task's own metric, by name of the task
   */
  List<Comparison> of(List<Cell> cells, Map<String, String> metrics) {
    var tables = new LinkedHashMap<String, List<Cell>>();
    for (Cell cell : cells)
      if (!cell.perQuery().isEmpty())
        tables
            .computeIfAbsent(
                String.join("/", cell.task(), cell.split(), cell.slice()), _ -> new ArrayList<>())
            .add(cell);
    List<Comparison> all = new ArrayList<>();
    for (List<Cell> table : tables.values())
      all.addAll(corrected(table(table, metrics.get(table.getFirst().task()))));
    return all;
  }

  private List<Comparison> table(List<Cell> table, String metric) {
    List<Comparison> comparisons = new ArrayList<>();
    for (Cell cell : table)
      for (Cell other : table)
        if (cell != other && comparable(cell, other)) comparisons.add(compare(cell, other, metric));
    return comparisons;
  }

  /** Whether {@code other} is a baseline of {@code cell}. */
  private boolean comparable(Cell cell, Cell other) {
    if (delta.isPresent()
        && cell.retriever().equals(other.retriever())
        && differOnlyIn(delta.get().over(), cell, other))
      return delta.get().baseline().equals(other.settings().get(delta.get().over()));
    if (CONTROLS.contains(cell.retriever())) return false;
    boolean isBaseline = other.retriever().equals(baseline) && !cell.retriever().equals(baseline);
    boolean isControl = CONTROLS.contains(other.retriever()) && cell.retriever().equals("dense");
    return (isBaseline || isControl) && agree(cell, other);
  }

  /** Where both have an axis, they have the same value. */
  static boolean agree(Cell cell, Cell other) {
    return other.settings().entrySet().stream()
        .allMatch(e -> cell.settings().getOrDefault(e.getKey(), e.getValue()).equals(e.getValue()));
  }

  /** Whether a comparison is of the cell's table. */
  static boolean sameTable(Comparison c, Cell cell) {
    return c.task().equals(cell.task())
        && c.split().equals(cell.split())
        && c.slice().equals(cell.slice());
  }

  private static boolean differOnlyIn(String axis, Cell cell, Cell other) {
    if (!cell.settings().keySet().equals(other.settings().keySet())) return false;
    return cell.settings().entrySet().stream()
        .allMatch(
            e -> e.getKey().equals(axis) != e.getValue().equals(other.settings().get(e.getKey())));
  }

  private static Comparison compare(Cell cell, Cell other, String metric) {
    var test = new PairedTTest().test(cell.perQuery().get(metric), other.perQuery().get(metric));
    double value = cell.metrics().get(metric);
    double before = other.metrics().get(metric);
    return new Comparison(
        cell.id(),
        other.id(),
        cell.task(),
        cell.split(),
        cell.slice(),
        metric,
        value,
        before,
        value - before,
        test.p(),
        test.p(),
        cell.queries(),
        List.of(),
        List.of());
  }

  private List<Comparison> corrected(List<Comparison> family) {
    if (significance.correction() == Significance.Correction.NONE) return family;
    double[] p = Holm.adjust(family.stream().mapToDouble(Comparison::p).toArray());
    List<Comparison> corrected = new ArrayList<>();
    for (int i = 0; i < p.length; i++) corrected.add(withHolm(family.get(i), p[i]));
    return corrected;
  }

  private static Comparison withHolm(Comparison c, double pHolm) {
    return new Comparison(
        c.cell(),
        c.baseline(),
        c.task(),
        c.split(),
        c.slice(),
        c.metric(),
        c.value(),
        c.baselineValue(),
        c.delta(),
        c.p(),
        pHolm,
        c.queries(),
        c.gained(),
        c.lost());
  }
}
