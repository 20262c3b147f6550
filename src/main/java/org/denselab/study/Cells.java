package org.denselab.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.denselab.data.Collection;
import org.denselab.study.result.StudyResult.Cell;

/** Rows as the report's cells: one over all queries, one a slice. */
final class Cells {
  private Cells() {}

  static List<Cell> of(RowResult result) {
    Row row = result.row();
    if (result.failed()) return List.of(failed(row, result.error()));
    List<Cell> cells = new ArrayList<>();
    cells.add(cell(row, Slices.ALL, result.scores()));
    if (row.task().test() instanceof Collection collection)
      new TreeMap<>(collection.queries(row.dataSplit()).slices())
          .forEach(
              (slice, queries) ->
                  cells.add(cell(row, slice, Slices.cut(result.scores(), slice, queries))));
    return cells;
  }

  private static Cell cell(Row row, String slice, EvaluationFile scores) {
    return new Cell(
        row.arm(),
        row.settings(),
        "done",
        row.task().name(),
        row.split(),
        slice,
        row.retriever(),
        scores.metrics(),
        scores.queries(),
        scores.averagedOver(),
        scores.perQuery(),
        "");
  }

  private static Cell failed(Row row, String error) {
    return new Cell(
        row.arm(),
        row.settings(),
        "failed",
        row.task().name(),
        row.split(),
        Slices.ALL,
        row.retriever(),
        Map.of(),
        0,
        "",
        Map.of(),
        error);
  }
}
