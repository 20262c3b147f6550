package org.denselab.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.denselab.report.ReportView.Section;
import org.denselab.report.ResultTable.Row;
import org.denselab.report.chart.Chart;

/**
 * The tables that a page has room for: those over all queries first, the best rows of each where
 * they are too many, then slices as long as there is room. What is left out is told.
 *
 * @param told what is left out, in sentences by section
 */
public record PageTables(List<Section> sections, Map<Section, List<String>> told) {
  private static final int MOST_CELLS = 6_000;
  private static final int FEWEST_ROWS = 10;
  private static final long MOST_DRAWN = 300_000;

  static PageTables of(List<Section> sections) {
    int room = MOST_CELLS;
    int share = MOST_CELLS / Math.max(1, sections.size());
    List<List<ResultTable>> kept = new ArrayList<>();
    List<List<String>> told = new ArrayList<>();
    for (Section section : sections) {
      ResultTable first = section.tables().getFirst();
      ResultTable best = best(first, share / columns(first));
      room -= cells(best);
      kept.add(new ArrayList<>(List.of(best)));
      told.add(new ArrayList<>());
      if (best.rows().size() < first.rows().size())
        told.getLast()
            .add(
                "The best %s of %s arms are shown; all are in results.csv."
                    .formatted(
                        Figures.count(best.rows().size()), Figures.count(first.rows().size())));
    }
    long drawing = MOST_DRAWN;
    List<Section> shown = new ArrayList<>();
    Map<Section, List<String>> leftOut = new HashMap<>();
    for (int i = 0; i < sections.size(); i++) {
      Section section = sections.get(i);
      List<ResultTable> more = section.tables().subList(1, section.tables().size());
      int without = 0;
      for (ResultTable table : more) {
        room -= cells(table);
        if (room >= 0) kept.get(i).add(table);
        else without++;
      }
      if (without > 0)
        told.get(i)
            .add(Figures.count(without, "table", "tables") + " of slices are in results.csv.");
      drawing -= section.charts().stream().mapToLong(chart -> chart.svg().length()).sum();
      if (drawing < 0) told.get(i).add("There was no room for its charts.");
      List<Chart> charts = drawing < 0 ? List.of() : section.charts();
      var trimmed = new Section(section.task(), section.split(), kept.get(i), charts);
      shown.add(trimmed);
      leftOut.put(trimmed, told.get(i));
    }
    return new PageTables(shown, leftOut);
  }

  /** What the page says under a section of {@link #sections}. */
  public List<String> leftOut(Section section) {
    return told.getOrDefault(section, List.of());
  }

  /** The rows with the best values of the main metric, in the table's order. */
  private static ResultTable best(ResultTable table, int most) {
    int rows = Math.max(FEWEST_ROWS, most);
    if (table.rows().size() <= rows) return table;
    Set<Row> best =
        new HashSet<>(
            table.rows().stream()
                .sorted(Comparator.comparingDouble(row -> -main(row)))
                .limit(rows)
                .toList());
    return table.with(table.rows().stream().filter(best::contains).toList());
  }

  private static double main(Row row) {
    double value = row.values().isEmpty() ? Double.NaN : row.values().getFirst().value();
    return Double.isFinite(value) ? value : Double.NEGATIVE_INFINITY;
  }

  private static int cells(ResultTable table) {
    return table.rows().size() * columns(table);
  }

  private static int columns(ResultTable table) {
    return 1 + table.axes().size() + table.metrics().size() + table.baselines().size();
  }
}
