package org.denselab.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.denselab.base.ConsoleText;
import org.denselab.report.ResultTable.Delta;
import org.denselab.report.ResultTable.Row;
import org.denselab.report.TextGrid.Column;

/** The main metric of every arm on every task in one grid, the best arms where they are many. */
final class TaskGrid {
  private static final int MOST_ARMS = 50;
  private static final int HEADER = 12;

  private TaskGrid() {}

  /** {@code tables} are of all queries, one a task and split. */
  static TextGrid of(List<ResultTable> tables) {
    Set<String> all = new LinkedHashSet<>();
    for (ResultTable table : tables) table.rows().forEach(row -> all.add(row.id()));
    List<String> arms = best(List.copyOf(all), tables);
    List<Column> columns = new ArrayList<>();
    boolean one = tables.stream().map(ResultTable::mainMetric).distinct().count() == 1;
    if (tables.size() > 1 && one) columns.add(means(arms, tables));
    for (ResultTable table : tables) columns.add(column(arms, table));
    String corner = arms.size() == all.size() ? "arm" : "best " + arms.size() + " of " + all.size();
    return new TextGrid(corner, arms.stream().map(TerminalTable::safe).toList(), columns);
  }

  private static List<String> best(List<String> arms, List<ResultTable> tables) {
    if (arms.size() <= MOST_ARMS) return arms;
    return arms.stream()
        .sorted(Comparator.comparingDouble(arm -> -mean(arm, tables).orElse(-1)))
        .limit(MOST_ARMS)
        .toList();
  }

  /** Over tasks, each counted once; empty where the arm lacks one. */
  private static OptionalDouble mean(String arm, List<ResultTable> tables) {
    double sum = 0;
    for (ResultTable table : tables) {
      Row row = rows(table).get(arm);
      if (row == null || row.failed() || row.values().isEmpty()) return OptionalDouble.empty();
      sum += row.values().getFirst().value();
    }
    return OptionalDouble.of(sum / tables.size());
  }

  private static Column means(List<String> arms, List<ResultTable> tables) {
    List<String> texts =
        arms.stream()
            .map(arm -> mean(arm, tables))
            .map(m -> m.isPresent() ? TerminalTable.safe(Figures.score(m.getAsDouble())) : "")
            .toList();
    return new Column("mean", "mean", texts, texts.stream().map(t -> "").toList());
  }

  private static Column column(List<String> arms, ResultTable table) {
    Map<String, Row> rows = rows(table);
    List<String> texts = new ArrayList<>();
    List<String> styles = new ArrayList<>();
    for (String arm : arms) {
      Row row = rows.get(arm);
      boolean none = row == null || row.values().isEmpty();
      boolean failed = row != null && row.failed();
      texts.add(
          failed
              ? "failed"
              : none ? "" : TerminalTable.score(row.values().getFirst()) + stars(row));
      styles.add(failed ? Ink.RED : !none && row.values().getFirst().best() ? Ink.BOLD : "");
    }
    String name = TerminalTable.safe(table.task() + " " + table.split());
    return new Column(
        ConsoleText.fit(TerminalTable.safe(table.task()), HEADER), name, texts, styles);
  }

  /** Of the first comparison. */
  private static String stars(Row row) {
    return row.deltas().stream()
        .filter(Delta::present)
        .findFirst()
        .map(TerminalTable::stars)
        .orElse("  ");
  }

  private static Map<String, Row> rows(ResultTable table) {
    Map<String, Row> rows = new LinkedHashMap<>();
    for (Row row : table.rows()) rows.put(row.id(), row);
    return rows;
  }
}
