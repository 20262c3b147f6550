package org.denselab.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.denselab.study.result.StudyResult;
import org.denselab.study.result.StudyResult.Cell;
import org.denselab.study.result.StudyResult.Comparison;
import org.denselab.study.result.StudyResult.QueryShift;

/**
 * Every query of one task and split with its main metric under each arm.
 *
 * @param complete false where the page had no room for all; {@code per_query.csv} holds them
 */
public record QueryTable(
    String task,
    String split,
    String metric,
    List<String> arms,
    List<Line> lines,
    boolean complete) {

  private static final int MOST_VALUES = 12_000;

  /**
   * A query; its text is empty where the study did not keep it, a value NaN where it is missing.
   */
  public record Line(String query, String text, List<Double> values) {}

  static List<QueryTable> of(StudyResult result, List<ResultTable> tables) {
    Map<List<String>, String> texts = texts(result);
    List<QueryTable> queryTables = new ArrayList<>();
    int room = MOST_VALUES;
    for (ResultTable table : tables) {
      if (!table.whole() || room <= 0) continue;
      Map<String, Map<String, Double>> byArm = perQuery(result, table);
      if (byArm.isEmpty()) continue;
      List<String> queries =
          byArm.values().stream().flatMap(v -> v.keySet().stream()).distinct().toList();
      List<Line> lines = new ArrayList<>();
      for (String query : queries) {
        if (room <= 0) break;
        room -= byArm.size();
        lines.add(
            new Line(
                query,
                texts.getOrDefault(List.of(table.task(), table.split(), query), ""),
                byArm.values().stream().map(v -> v.getOrDefault(query, Double.NaN)).toList()));
      }
      queryTables.add(
          new QueryTable(
              table.task(),
              table.split(),
              table.mainMetric(),
              List.copyOf(byArm.keySet()),
              lines,
              lines.size() == queries.size()));
    }
    return queryTables;
  }

  private static Map<String, Map<String, Double>> perQuery(StudyResult result, ResultTable table) {
    Map<String, Map<String, Double>> byArm = new LinkedHashMap<>();
    for (Cell cell : result.cells())
      if (cell.task().equals(table.task())
          && cell.split().equals(table.split())
          && cell.slice().equals(table.slice())
          && cell.perQuery().containsKey(table.mainMetric()))
        byArm.put(cell.id(), cell.perQuery().get(table.mainMetric()));
    return byArm;
  }

  private static Map<List<String>, String> texts(StudyResult result) {
    Map<List<String>, String> texts = new HashMap<>();
    for (Comparison c : result.comparisons())
      for (List<QueryShift> shifts : List.of(c.gained(), c.lost()))
        for (QueryShift shift : shifts)
          texts.put(List.of(c.task(), c.split(), shift.queryId()), ShiftTexts.cut(shift.query()));
    return texts;
  }
}
