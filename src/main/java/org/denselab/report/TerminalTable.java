package org.denselab.report;

import java.util.ArrayList;
import java.util.List;
import org.denselab.report.ResultTable.Delta;
import org.denselab.report.ResultTable.Row;
import org.denselab.report.ResultTable.Value;
import org.denselab.study.result.StudyResult;

/**
 * The end of a run on the terminal: a table for each task and slice, then expectations and
 * failures. Our own marks are ASCII, because a terminal's character set is not known.
 */
public final class TerminalTable {
  private static final int WIDTH = 100;
  private static final int MOST_NAME = 32;
  private static final String BOLD = "1";
  private static final String GREEN = "32";
  private static final String RED = "31";
  private static final String DIM = "2";

  private final List<String> lines = new ArrayList<>();
  private final boolean colour;

  private TerminalTable(boolean colour) {
    this.colour = colour;
  }

  /** One column: a header and a text for each row, coloured after it is padded. */
  private record Column(String header, List<String> texts, List<String> styles) {
    int width() {
      return Math.max(header.length(), texts.stream().mapToInt(String::length).max().orElse(0));
    }
  }

  /** Lines of at most 100 visible characters; escape sequences only where {@code colour}. */
  public static List<String> lines(StudyResult result, boolean colour) {
    var table = new TerminalTable(colour);
    ReportView view = ReportView.of(result);
    for (ReportView.Section section : view.sections())
      for (ResultTable slice : section.tables()) table.add(slice);
    if (!view.comparisons().isEmpty())
      table.lines.add(table.style("> best   * p < .05   ** p < .01 (paired, Holm)", DIM));
    for (var e : result.expectations()) {
      String verdict = e.met() ? "met     " : "not met ";
      String text = cut(e.statement(), 70) + ": " + ascii(Figures.score(e.actual()));
      table.lines.add(table.style(verdict, e.met() ? GREEN : RED) + text);
    }
    for (var failure : view.failures()) {
      String text = failure.id() + ": " + failure.error().lines().findFirst().orElse("");
      table.lines.add(table.style("failed  ", RED) + cut(text, WIDTH - 8));
    }
    return List.copyOf(table.lines);
  }

  private void add(ResultTable table) {
    String where =
        table.task() + ", " + table.split() + (table.whole() ? "" : ", slice " + table.slice());
    lines.add(
        style(
            cut(where + " (" + Figures.count(table.queries(), "query", "queries") + ")", WIDTH),
            BOLD));
    List<Row> rows = table.rows();
    int name = rows.stream().mapToInt(r -> r.id().length()).max().orElse(0);
    name = Math.min(MOST_NAME, Math.max(name, 3));
    List<Column> columns = fitting(table, WIDTH - name - 2);
    var header = new StringBuilder("  ").append(pad("arm", -name));
    for (Column c : columns) header.append("  ").append(pad(c.header(), c.width()));
    lines.add(style(header.toString().stripTrailing(), DIM));
    for (int i = 0; i < rows.size(); i++) {
      var line = new StringBuilder("  ").append(pad(cut(rows.get(i).id(), name), -name));
      for (Column c : columns)
        line.append("  ").append(style(pad(c.texts().get(i), c.width()), c.styles().get(i)));
      lines.add(line.toString().stripTrailing());
    }
    lines.add("");
  }

  /** The main metric, its differences, then as many other metrics as there is room for. */
  private static List<Column> fitting(ResultTable table, int room) {
    List<Column> wanted = new ArrayList<>();
    if (!table.metrics().isEmpty()) wanted.add(metric(table, 0));
    for (int i = 0; i < table.baselines().size(); i++) wanted.add(delta(table, i));
    for (int i = 1; i < table.metrics().size(); i++) wanted.add(metric(table, i));
    List<Column> columns = new ArrayList<>();
    for (Column column : wanted) {
      room -= column.width() + 2;
      if (room < 0) break;
      columns.add(column);
    }
    return columns;
  }

  private static Column metric(ResultTable table, int index) {
    List<String> texts = new ArrayList<>();
    List<String> styles = new ArrayList<>();
    for (Row row : table.rows()) {
      Value value = row.values().get(index);
      String score = ascii(Figures.score(value.value()));
      texts.add(row.failed() ? (index == 0 ? "failed" : "") : (value.best() ? ">" : "") + score);
      styles.add(row.failed() ? RED : value.best() ? BOLD : "");
    }
    return new Column(cut(table.metrics().get(index), 14), texts, styles);
  }

  private static Column delta(ResultTable table, int index) {
    List<String> texts = new ArrayList<>();
    List<String> styles = new ArrayList<>();
    for (Row row : table.rows()) {
      Delta delta = row.deltas().get(index);
      String stars =
          switch (delta.mark()) {
            case "‡" -> "**";
            case "†" -> "* ";
            default -> "  ";
          };
      texts.add(delta.present() ? ascii(Figures.delta(delta.delta())) + stars : "");
      styles.add(stars.isBlank() ? "" : delta.delta() > 0 ? GREEN : RED);
    }
    return new Column(cut("vs " + table.baselines().get(index), 20), texts, styles);
  }

  private String style(String text, String code) {
    return colour && !code.isEmpty() && !text.isBlank()
        ? "\u001b[" + code + "m" + text + "\u001b[0m"
        : text;
  }

  /** Pads on the left to {@code width}, on the right where it is negative. */
  private static String pad(String text, int width) {
    String space = " ".repeat(Math.max(0, Math.abs(width) - text.length()));
    return width < 0 ? text + space : space + text;
  }

  private static String cut(String text, int width) {
    String plain = ascii(text);
    return plain.length() <= width ? plain : plain.substring(0, width - 2) + "..";
  }

  private static String ascii(String text) {
    return text.replace('−', '-').replace('–', '-').replaceAll("\\p{Cc}", " ");
  }
}
