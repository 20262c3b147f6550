package org.denselab.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.denselab.study.result.Evidence;
import org.denselab.study.result.StudyResult.Cell;
import org.denselab.study.result.StudyResult.Comparison;

/**
 * The comparisons of all tables, tested. Each table (task, split, slice) is one family of Holm's
 * correction.
 */
record Comparisons(Pairing pairing, Tester tester) {
  /** A comparison with the arms that it is made from. */
  record Made(Contest contest, Comparison comparison) {
    Row row() {
      return contest.arm().row();
    }

    Row baseline() {
      return contest.other().row();
    }
  }

  /** In the order of the tables. */
  List<Made> of(List<Arm> arms) {
    var tables = new LinkedHashMap<String, List<Arm>>();
    for (Arm arm : arms)
      if (!arm.seeds().isEmpty())
        tables
            .computeIfAbsent(
                String.join("/", arm.cell().task(), arm.cell().split(), arm.cell().slice()),
                _ -> new ArrayList<>())
            .add(arm);
    List<Made> all = new ArrayList<>();
    for (List<Arm> table : tables.values()) all.addAll(table(table));
    return all;
  }

  private List<Made> table(List<Arm> table) {
    List<Contest> contests = new ArrayList<>();
    for (Arm arm : table)
      for (Arm other : table)
        if (pairing.compares(arm.row(), other.row()))
          contests.add(new Contest(arm, other, arm.row().task().task().metric().toString()));
    // each test draws from a stream of its own: the cores that share them change no number
    List<Evidence> evidence = tester.evidence(contests.parallelStream().map(tester::test).toList());
    List<Made> made = new ArrayList<>();
    for (int i = 0; i < evidence.size(); i++)
      made.add(new Made(contests.get(i), comparison(contests.get(i), evidence.get(i))));
    return made;
  }

  private static Comparison comparison(Contest contest, Evidence evidence) {
    Cell cell = contest.arm().cell();
    Cell other = contest.other().cell();
    return new Comparison(
        cell.id(),
        other.id(),
        cell.task(),
        cell.split(),
        cell.slice(),
        contest.metric(),
        cell.metrics().get(contest.metric()),
        other.metrics().get(contest.metric()),
        evidence,
        List.of(),
        List.of());
  }

  /** Whether a comparison is of the cell's table. */
  static boolean sameTable(Comparison c, Cell cell) {
    return c.task().equals(cell.task())
        && c.split().equals(cell.split())
        && c.slice().equals(cell.slice());
  }
}
