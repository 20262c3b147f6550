package org.denselab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.denselab.report.ResultTable.Delta;
import org.denselab.report.ResultTable.Row;
import org.denselab.report.ResultTable.Value;
import org.denselab.study.result.Exhibit;
import org.denselab.study.result.Exhibit.Tone;

/**
 * A table as it is printed anywhere: in the page, in a paper, in a spreadsheet.
 *
 * @param caption what a reader must know; may be empty
 * @param numeric by column, whether its entries are numbers, on the right of their column
 */
public record Sheet(
    String title,
    String caption,
    List<String> columns,
    List<Boolean> numeric,
    List<List<Entry>> rows) {
  private static final String SIGNS = "+-−";

  /**
   * One entry.
   *
   * @param value the number behind {@code text}, NaN where there is none
   * @param mark behind it, such as a dagger; may be empty
   */
  public record Entry(String text, double value, boolean bold, Tone tone, String mark) {
    static Entry of(String text) {
      return new Entry(text, Double.NaN, false, Tone.PLAIN, "");
    }

    /** Says better or worse where a colour alone would. */
    public String sign() {
      boolean signed = !text.isEmpty() && SIGNS.indexOf(text.charAt(0)) >= 0;
      return switch (tone) {
        case PLAIN -> "";
        case GAIN -> signed ? "" : "▲";
        case LOSS -> signed ? "" : "▼";
      };
    }

    /** The class of its cell in the page. */
    public String tint() {
      return switch (tone) {
        case PLAIN -> "";
        case GAIN -> "gain";
        case LOSS -> "loss";
      };
    }

    public boolean known() {
      return Double.isFinite(value);
    }

    /** All there is to read, in one line. */
    String whole() {
      return (sign() + text + mark).strip();
    }
  }

  static Sheet of(Exhibit.Table table) {
    List<List<Entry>> rows = new ArrayList<>();
    for (List<Exhibit.Entry> row : table.rows())
      rows.add(
          row.stream()
              .map(e -> new Entry(e.text(), e.value(), false, e.tone(), e.mark()))
              .toList());
    return of(table.title(), table.caption(), table.columns(), rows);
  }

  /**
   * @param legend of the marks of differences
   */
  static Sheet of(ResultTable table, String legend) {
    List<String> columns = new ArrayList<>(List.of("Arm"));
    columns.addAll(table.axes());
    columns.addAll(table.metrics());
    for (String baseline : table.baselines()) columns.add("Δ " + baseline);
    columns.add("Queries");
    List<List<Entry>> rows = new ArrayList<>();
    for (Row row : table.rows()) rows.add(entries(table, row));
    String averaged =
        table.averagedOver().isEmpty() ? "" : "Averaged over " + table.averagedOver() + ". ";
    String caption = averaged + (table.baselines().isEmpty() ? "" : legend);
    return of(table.title(), caption.strip(), columns, rows);
  }

  private static List<Entry> entries(ResultTable table, Row row) {
    List<Entry> entries = new ArrayList<>(List.of(Entry.of(row.id())));
    row.settings().forEach(setting -> entries.add(Entry.of(setting)));
    for (int i = 0; i < table.metrics().size(); i++) {
      Value value = row.failed() ? new Value(Double.NaN, false) : row.values().get(i);
      String text = row.failed() && i == 0 ? "failed" : Figures.score(value.value());
      entries.add(new Entry(text, value.value(), value.best(), Tone.PLAIN, ""));
    }
    for (Delta d : row.deltas())
      entries.add(
          d.present()
              ? new Entry(
                  Figures.delta(d.delta()),
                  d.delta(),
                  false,
                  d.mark().isEmpty() ? Tone.PLAIN : d.delta() > 0 ? Tone.GAIN : Tone.LOSS,
                  d.mark())
              : Entry.of(""));
    entries.add(new Entry(Figures.count(row.queries()), row.queries(), false, Tone.PLAIN, ""));
    return entries;
  }

  private static Sheet of(
      String title, String caption, List<String> columns, List<List<Entry>> rows) {
    List<Boolean> numeric =
        IntStream.range(0, columns.size()).mapToObj(c -> c > 0 && numeric(rows, c)).toList();
    return new Sheet(title, caption, List.copyOf(columns), numeric, rows);
  }

  /** Whether most of what stands in a column has a number behind it. */
  private static boolean numeric(List<List<Entry>> rows, int column) {
    long filled = rows.stream().filter(row -> !row.get(column).text().isEmpty()).count();
    long known = rows.stream().filter(row -> row.get(column).known()).count();
    return known > 0 && 2 * known >= filled;
  }
}
