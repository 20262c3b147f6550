package org.denselab.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.denselab.study.result.StudyResult.Cell;

/**
 * A row on one slice of its queries: what the tables show of it, and what tests are made from.
 *
 * @param cell means over the seeds
 * @param seeds the scores of each seed; empty where the row failed
 */
record Arm(Row row, Cell cell, List<EvaluationFile> seeds) {
  static final String ALL = "all";

  Arm {
    seeds = List.copyOf(seeds);
  }

  /** One over all queries and one a slice. */
  static List<Arm> of(RowResult result, Slices slices) {
    Row row = result.row();
    if (result.failed()) return List.of(new Arm(row, failed(row, result.error()), List.of()));
    List<Arm> arms = new ArrayList<>();
    arms.add(arm(row, ALL, result.seeds()));
    slices
        .of(row)
        .forEach(
            (slice, queries) ->
                arms.add(
                    arm(
                        row,
                        slice,
                        result.seeds().stream().map(s -> s.slice(slice, queries)).toList())));
    return arms;
  }

  boolean whole() {
    return cell.slice().equals(ALL);
  }

  private static Arm arm(Row row, String slice, List<EvaluationFile> seeds) {
    var mean = EvaluationFile.mean(seeds, "seeds");
    var cell =
        new Cell(
            row.arm(),
            row.settings(),
            "done",
            row.task().name(),
            row.split(),
            slice,
            row.retriever(),
            mean.metrics(),
            mean.queries(),
            averagedOver(row, seeds, mean),
            mean.perQuery(),
            "");
    return new Arm(row, cell, seeds);
  }

  /**
   * One seed is told, as another may score otherwise; where none is drawn there is none to tell.
   */
  private static String averagedOver(Row row, List<EvaluationFile> seeds, EvaluationFile mean) {
    if (!row.drawn()) return seeds.getFirst().averagedOver();
    return mean.averagedOver() + (seeds.size() == 1 ? ", one seed" : "");
  }

  private static Cell failed(Row row, String error) {
    return new Cell(
        row.arm(),
        row.settings(),
        "failed",
        row.task().name(),
        row.split(),
        ALL,
        row.retriever(),
        Map.of(),
        0,
        "",
        Map.of(),
        error);
  }
}
