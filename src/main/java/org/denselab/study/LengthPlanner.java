package org.denselab.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.denselab.data.Collection;
import org.denselab.dsl.StudyCell;
import org.denselab.study.stage.LengthStage;
import org.denselab.study.stage.LengthStage.Curve;
import org.denselab.study.stage.LengthStage.Point;

/**
 * Scores by how much of a passage is read, where a study evaluates at several lengths: a stage for
 * each task and split.
 */
record LengthPlanner(List<StudyCell> cells, Catalog catalog, List<Row> rows) {
  private static final String AXIS = "evaluate.override.passage_length";

  List<Stage> stages() {
    Map<List<String>, List<Row>> tables = new LinkedHashMap<>();
    for (Row row : rows)
      if (row.task().at(row.at()) instanceof Collection
          && !row.settings().containsKey(RowMerge.CHECKPOINT))
        tables
            .computeIfAbsent(List.of(row.task().name(), row.split()), _ -> new ArrayList<>())
            .add(row);
    return tables.values().stream()
        .filter(table -> table.stream().anyMatch(LengthPlanner::cut))
        .map(this::stage)
        .toList();
  }

  private static boolean cut(Row row) {
    return row.settings().containsKey(AXIS);
  }

  private Stage stage(List<Row> table) {
    var lengths = new TreeSet<Integer>();
    Map<String, SortedMap<Integer, Point>> curves = new LinkedHashMap<>();
    for (Row row : table)
      if (cut(row)) {
        LengthStage.Reading reading = reading(row);
        int length = reading.passage().maxLength();
        lengths.add(length);
        curves
            .computeIfAbsent(name(row), _ -> new TreeMap<>())
            .put(length, new Point(Optional.of(reading), scores(row)));
      }
    for (Row row : table)
      if (!cut(row)) {
        var whole = new Point(Optional.empty(), scores(row));
        SortedMap<Integer, Point> level = new TreeMap<>();
        lengths.forEach(length -> level.put(length, whole));
        curves.put(name(row), level);
      }
    List<Curve> all = new ArrayList<>();
    curves.forEach((name, points) -> all.add(new Curve(name, points)));
    Row first = table.getFirst();
    return LengthStage.of(
        first.task().name() + " " + first.split(),
        (Collection) first.task().at(first.at()),
        first.dataSplit(),
        first.task().task().metric().toString(),
        all);
  }

  private static String name(Row row) {
    Set<String> others = new LinkedHashSet<>(row.settings().keySet());
    others.remove(AXIS);
    return row.keeping(others).arm();
  }

  private LengthStage.Reading reading(Row row) {
    StudyCell cell =
        cells.stream()
            .filter(one -> Pairing.agree(row.settings(), one.axes()))
            .findFirst()
            .orElseThrow();
    return new LengthStage.Reading(
        new TokenizerPlanner(cell, catalog).ofPassages(),
        new TaskTexts(cell, _ -> {}).evaluated(row.task().task()).passage());
  }

  private static List<Stage> scores(Row row) {
    return row.evaluations().stream().distinct().toList();
  }
}
