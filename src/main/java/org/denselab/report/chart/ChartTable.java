package org.denselab.report.chart;

import java.util.List;

/**
 * What a chart shows, for who would rather read: the first column names the rows.
 *
 * @param columns the header
 * @param rows as wide as the header
 */
public record ChartTable(List<String> columns, List<List<String>> rows) {
  public ChartTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }
}
