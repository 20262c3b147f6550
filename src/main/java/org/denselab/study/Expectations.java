package org.denselab.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.denselab.dsl.Expect;
import org.denselab.study.result.StudyResult.Cell;
import org.denselab.study.result.StudyResult.Comparison;
import org.denselab.study.result.StudyResult.Expected;

/** Holds what a study expects against what came out. */
record Expectations(List<Cell> cells, List<Comparison> comparisons) {
  private static final double ABSENT = Double.NaN;

  /** One line a cell that the expectation selects; one that selects none is not met. */
  List<Expected> check(Expect expect) {
    List<Expected> checked = new ArrayList<>();
    for (Cell cell : cells)
      if (selects(expect, cell, expect.retriever())) checked.add(check(expect, cell));
    if (checked.isEmpty())
      checked.add(
          new Expected(describe(expect, Map.of()) + ": no such row came out", ABSENT, false));
    return checked;
  }

  private Expected check(Expect expect, Cell cell) {
    String what = describe(expect, cell.settings());
    String metric = expect.metric().toString();
    if (!cell.state().equals("done"))
      return new Expected(what + ": the cell failed", ABSENT, false);
    double value = cell.metrics().get(metric);
    Optional<Cell> over = expect.deltaOver().flatMap(name -> baseline(expect, cell, name));
    if (expect.deltaOver().isPresent() && over.isEmpty())
      return new Expected(what + ": there is no such baseline", ABSENT, false);
    if (over.isPresent()) value -= over.get().metrics().get(metric);
    boolean met = within(expect, value);
    if (expect.pBelow().isPresent()) met &= significant(expect, cell, over.orElseThrow());
    return new Expected(what, value, met);
  }

  private static boolean within(Expect expect, double value) {
    return expect.atLeast().map(bound -> value >= bound).orElse(true)
        && expect.atMost().map(bound -> value <= bound).orElse(true)
        && expect.equals().map(goal -> Math.abs(value - goal) <= expect.tolerance()).orElse(true);
  }

  private boolean significant(Expect expect, Cell cell, Cell over) {
    return comparisons.stream()
        .filter(c -> Comparisons.sameTable(c, cell))
        .filter(c -> c.cell().equals(cell.id()) && c.baseline().equals(over.id()))
        .filter(c -> c.metric().equals(expect.metric().toString()))
        .anyMatch(c -> c.delta() > 0 && c.pHolm() < expect.pBelow().orElseThrow());
  }

  private Optional<Cell> baseline(Expect expect, Cell cell, String retriever) {
    return cells.stream()
        .filter(
            c ->
                c.state().equals("done") && sameTable(expect, c) && c.retriever().equals(retriever))
        .filter(c -> Pairing.agree(cell.settings(), c.settings()))
        .findFirst();
  }

  private static boolean selects(Expect expect, Cell cell, String retriever) {
    return sameTable(expect, cell)
        && cell.retriever().equals(retriever)
        && Pairing.agree(cell.settings(), expect.where());
  }

  private static boolean sameTable(Expect expect, Cell cell) {
    return cell.task().equals(expect.task())
        && cell.split().equals(expect.split().name().toLowerCase(Locale.ROOT))
        && cell.slice().equals(expect.slice());
  }

  private static String describe(Expect expect, Map<String, String> settings) {
    var words = new StringBuilder(expect.task());
    if (!expect.slice().equals(Arm.ALL)) words.append(" [").append(expect.slice()).append("]");
    words.append(' ').append(expect.retriever());
    settings.forEach((axis, value) -> words.append(' ').append(axis).append('=').append(value));
    words.append(' ').append(expect.metric());
    expect.deltaOver().ifPresent(over -> words.append(" minus that of ").append(over));
    expect.atLeast().ifPresent(bound -> words.append(" at least ").append(bound));
    expect.atMost().ifPresent(bound -> words.append(" at most ").append(bound));
    expect
        .equals()
        .ifPresent(
            goal -> words.append(" equals ").append(goal).append(" ± ").append(expect.tolerance()));
    expect.pBelow().ifPresent(p -> words.append(", higher at p < ").append(p));
    return words.toString();
  }
}
