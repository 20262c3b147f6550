package org.denselab.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.denselab.base.ConsoleText;
import org.denselab.report.ResultTable.Delta;
import org.denselab.report.ResultTable.Row;
import org.denselab.report.ResultTable.Value;
import org.denselab.report.TextGrid.Column;
import org.denselab.study.result.StudyResult;
import org.denselab.study.result.StudyResult.Comparison;

/**
 * The end of a run on the terminal: a table for each task and slice, then expectations and
 * failures. A study with too many for a screen ends with one table of arms by tasks. Our own marks
 * are ASCII, because a terminal's character set is not known.
 */
public final class TerminalTable {
  /** Columns that a table never passes, however wide the terminal. */
  public static final int WIDEST = 100;

  private static final String GAP = "   ";
  private static final int NARROWEST = 40;
  private static final int MOST_ROWS = 60;
  private static final int MOST_CLAIMS = 16;
  private static final int MOST_FAILURES = 10;

  private final List<String> lines = new ArrayList<>();
  private final Set<String> leftOut = new LinkedHashSet<>();
  private final int width;
  private final Ink ink;

  private TerminalTable(int width, boolean colour) {
    this.width = Math.clamp(width - 1L, NARROWEST, WIDEST);
    this.ink = new Ink(colour);
  }

  /**
   * Lines of fewer than {@code width} columns, and of at most 100; escape sequences only where
   * {@code colour}.
   */
  public static List<String> lines(StudyResult result, int width, boolean colour) {
    var table = new TerminalTable(width, colour);
    ReportView view = ReportView.of(result);
    table.tables(view);
    table.claims(result);
    table.legend(view);
    table.expectations(result);
    table.failures(view);
    return List.copyOf(table.lines);
  }

  private void tables(ReportView view) {
    List<ResultTable> all =
        view.sections().stream().flatMap(section -> section.tables().stream()).toList();
    List<ResultTable> wholes = all.stream().filter(ResultTable::whole).toList();
    if (rows(all) <= MOST_ROWS) {
      all.forEach(this::add);
      return;
    }
    if (wholes.size() < all.size()) leftOut.add("slices");
    if (wholes.size() < 2 || rows(wholes) <= MOST_ROWS) wholes.forEach(this::add);
    else add(heading(wholes), TaskGrid.of(wholes));
  }

  private static String heading(List<ResultTable> tables) {
    List<String> metrics = tables.stream().map(ResultTable::mainMetric).distinct().toList();
    return String.join(" or ", metrics) + " of each task, all queries";
  }

  private static int rows(List<ResultTable> tables) {
    return tables.stream().mapToInt(table -> table.rows().size()).sum();
  }

  private void add(ResultTable table) {
    String where =
        table.task() + ", " + table.split() + (table.whole() ? "" : ", slice " + table.slice());
    add(
        where + " (" + Figures.count(table.queries(), "query", "queries") + ")",
        new TextGrid("arm", names(table.rows()), columns(table)));
  }

  private void add(String heading, TextGrid grid) {
    lines.add(ink.of(ConsoleText.fit(safe(heading), width), Ink.BOLD));
    lines.addAll(grid.lines(width, ink));
    lines.add("");
    leftOut.addAll(grid.leftOut(width));
  }

  /** Intervals and verdicts: of all comparisons, or of those over all queries where many. */
  private void claims(StudyResult result) {
    List<Comparison> all = result.comparisons();
    List<Comparison> shown =
        all.size() <= MOST_CLAIMS
            ? all
            : all.stream()
                .filter(c -> c.slice().equals(ResultTable.ALL))
                .limit(MOST_CLAIMS)
                .toList();
    if (shown.size() < all.size()) leftOut.add("more comparisons");
    if (!shown.isEmpty()) add("comparisons", ClaimGrid.of(shown));
    if (!result.summaries().isEmpty())
      add(
          "over tasks and sizes",
          ClaimGrid.ofSummaries(result.summaries().stream().limit(MOST_CLAIMS).toList()));
  }

  private void legend(ReportView view) {
    var text = new ArrayList<>(List.of("> best"));
    if (!view.comparisons().isEmpty()) {
      String level = Verdict.level(view.comparisons().getFirst().comparison().evidence());
      text.add("* holds or fails, p < " + level + " (Holm)");
      text.add("** p < .01 too");
      text.add("no mark: undecided");
    }
    if (view.comparisons().stream().anyMatch(t -> t.comparison().evidence().oneSeed()))
      text.add("one seed: another may say something else");
    if (!leftOut.isEmpty()) text.add("in the report: " + String.join(", ", leftOut));
    var line = new StringBuilder();
    for (String part : text) {
      if (!line.isEmpty() && ConsoleText.width(line + GAP + part) > width) dim(line);
      line.append(line.isEmpty() ? "" : GAP).append(part);
    }
    dim(line);
  }

  /** Ends a line of the legend. */
  private void dim(StringBuilder line) {
    for (String part : ConsoleText.wrap(line.toString(), width)) lines.add(ink.of(part, Ink.DIM));
    line.setLength(0);
  }

  private void expectations(StudyResult result) {
    for (var e : result.expectations())
      told(
          e.met() ? "met" : "not met",
          e.met() ? Ink.GREEN : Ink.RED,
          e.statement() + ": is " + Figures.score(e.actual()));
  }

  private void failures(ReportView view) {
    int all = view.failures().size();
    for (var failure : view.failures().subList(0, Math.min(all, MOST_FAILURES)))
      told("failed", Ink.RED, failure.id() + ": " + failure.error().lines().findFirst().orElse(""));
    if (all > MOST_FAILURES)
      told("", "", "and " + Figures.count(all - MOST_FAILURES, "arm", "arms") + " more");
  }

  /** A word and what it is about, beside it, wrapped. */
  private void told(String word, String style, String text) {
    String lead = ConsoleText.left(word, "not met  ".length());
    for (String line : ConsoleText.wrap(safe(text), width - lead.length())) {
      lines.add(ink.of(lead, style) + line);
      lead = " ".repeat(lead.length());
    }
  }

  /** The main metric, its differences, then the other metrics. */
  private static List<Column> columns(ResultTable table) {
    List<Column> columns = new ArrayList<>();
    if (!table.metrics().isEmpty()) columns.add(metric(table, 0));
    for (int i = 0; i < table.baselines().size(); i++) columns.add(delta(table, i));
    for (int i = 1; i < table.metrics().size(); i++) columns.add(metric(table, i));
    return columns;
  }

  private static Column metric(ResultTable table, int index) {
    List<String> texts = new ArrayList<>();
    List<String> styles = new ArrayList<>();
    for (Row row : table.rows()) {
      Value value = row.failed() ? new Value(Double.NaN, false) : row.values().get(index);
      texts.add(row.failed() ? (index == 0 ? "failed" : "") : score(value));
      styles.add(row.failed() ? Ink.RED : value.best() ? Ink.BOLD : "");
    }
    return column(table.metrics().get(index), texts, styles);
  }

  private static Column delta(ResultTable table, int index) {
    List<String> texts = new ArrayList<>();
    List<String> styles = new ArrayList<>();
    for (Row row : table.rows()) {
      Delta delta = row.deltas().get(index);
      texts.add(delta.present() ? safe(Figures.delta(delta.delta())) + stars(delta) : "");
      styles.add(delta.mark().isEmpty() ? "" : delta.delta() > 0 ? Ink.GREEN : Ink.RED);
    }
    return column("vs " + table.baselines().get(index), texts, styles);
  }

  private static Column column(String name, List<String> texts, List<String> styles) {
    String header = safe(name);
    return new Column(ConsoleText.fit(header, 18), header, texts, styles);
  }

  static List<String> names(List<Row> rows) {
    return rows.stream().map(row -> safe(row.id())).toList();
  }

  static String score(Value value) {
    return (value.best() ? ">" : "") + safe(Figures.score(value.value()));
  }

  static String stars(Delta delta) {
    return switch (delta.mark()) {
      case "‡" -> "**";
      case "†" -> "* ";
      default -> "  ";
    };
  }

  static String safe(String text) {
    return ConsoleText.of(text.replace('−', '-').replace('–', '-'));
  }
}
