package org.denselab.study;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.denselab.study.result.StudyResult.Cell;
import org.denselab.study.result.StudyResult.QueryShift;

/**
 * The queries that a change of retriever helped and hurt most, with the texts that explain it.
 *
 * @param limit queries shown on either side
 * @param texts false shows ids only
 */
record QueryShifts(int limit, boolean texts) {
  /** Queries with the largest rise, largest first. */
  List<QueryShift> gained(Cell cell, Cell baseline, String metric, QueryTexts.Lookup lookup) {
    return shifts(cell, baseline, metric, lookup, 1);
  }

  /** Queries with the largest fall, largest first. */
  List<QueryShift> lost(Cell cell, Cell baseline, String metric, QueryTexts.Lookup lookup) {
    return shifts(cell, baseline, metric, lookup, -1);
  }

  private List<QueryShift> shifts(
      Cell cell, Cell baseline, String metric, QueryTexts.Lookup lookup, int sign) {
    Map<String, Double> after = cell.perQuery().get(metric);
    Map<String, Double> before = baseline.perQuery().get(metric);
    return after.keySet().stream()
        .filter(id -> sign * (after.get(id) - before.get(id)) > 0)
        .sorted(
            Comparator.<String>comparingDouble(id -> -sign * (after.get(id) - before.get(id)))
                .thenComparing(Comparator.naturalOrder()))
        .limit(limit)
        .map(id -> lookup.shift(id, before.get(id), after.get(id), texts))
        .toList();
  }
}
