package org.denselab.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.denselab.report.chart.ChartTable;
import org.denselab.study.result.Evidence;
import org.denselab.study.result.StudyResult;
import org.denselab.study.result.StudyResult.Cell;
import org.denselab.study.result.StudyResult.Comparison;

/** Tables for spreadsheets and data frames: RFC 4180, UTF-8, full precision. */
final class Csv {
  private static final String FORMULA = "=+-@\t\r";
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

  private Csv() {}

  /** A row for each cell; sweep axes and metrics are columns, empty where a cell lacks one. */
  static String results(StudyResult result) {
    Set<String> axes = new LinkedHashSet<>();
    Set<String> metrics = new LinkedHashSet<>();
    for (Cell cell : result.cells()) {
      axes.addAll(cell.settings().keySet());
      metrics.addAll(cell.metrics().keySet());
    }
    var out = new StringBuilder();
    line(
        out,
        Stream.of(
            Stream.of("id", "state", "task", "split", "slice", "retriever"),
            axes.stream(),
            metrics.stream(),
            Stream.of("queries", "averaged_over", "error")));
    for (Cell cell : result.cells())
      line(
          out,
          Stream.of(
              Stream.of(
                  cell.id(),
                  cell.state(),
                  cell.task(),
                  cell.split(),
                  cell.slice(),
                  cell.retriever()),
              axes.stream().map(a -> cell.settings().getOrDefault(a, "")),
              metrics.stream().map(m -> number(cell.metrics().get(m))),
              Stream.of(Integer.toString(cell.queries()), cell.averagedOver(), cell.error())));
    return out.toString();
  }

  /** A row for each comparison, with what the data say of it. */
  static String comparisons(StudyResult result) {
    var out = new StringBuilder();
    line(
        out,
        Stream.of(
            Stream.of("id", "baseline", "task", "split", "slice", "metric", "value"),
            Stream.of("baseline_value", "delta", "low", "high", "confidence", "test", "p"),
            Stream.of("p_holm", "family", "queries", "seeds", "verdict", "margin"),
            Stream.of("no_difference", "smallest_detectable"),
            Stream.of("equivalence_low", "equivalence_high", "equivalence_confidence")));
    for (Comparison c : result.comparisons()) {
      Evidence e = c.evidence();
      line(
          out,
          Stream.of(
              Stream.of(c.cell(), c.baseline(), c.task(), c.split(), c.slice(), c.metric()),
              Stream.of(c.value(), c.baselineValue(), e.delta(), e.low(), e.high())
                  .map(Csv::number),
              Stream.of(number(e.confidence()), e.test(), number(e.p()), number(e.pHolm())),
              Stream.of(e.family(), e.queries(), e.seeds()).map(n -> Integer.toString(n)),
              Stream.of(e.verdict(), number(e.margin()), e.noDifference()),
              Stream.of(
                      e.smallest(),
                      e.equivalence().low(),
                      e.equivalence().high(),
                      e.equivalence().confidence())
                  .map(Csv::number)));
    }
    return out.toString();
  }

  /** A row for each cell, metric and query: what another tool needs to repeat the tests. */
  static String perQuery(StudyResult result) {
    var out = new StringBuilder();
    line(
        out,
        Stream.of(
            Stream.of("id", "task", "split", "slice", "retriever", "metric", "query", "value")));
    for (Cell cell : result.cells())
      cell.perQuery()
          .forEach(
              (metric, values) ->
                  values.forEach(
                      (query, value) ->
                          line(
                              out,
                              Stream.of(
                                  Stream.of(
                                      cell.id(),
                                      cell.task(),
                                      cell.split(),
                                      cell.slice(),
                                      cell.retriever(),
                                      metric,
                                      query,
                                      number(value))))));
    return out.toString();
  }

  /** A drawing's numbers. */
  static String of(ChartTable table) {
    var out = new StringBuilder();
    line(out, Stream.of(table.columns().stream()));
    for (List<String> row : table.rows()) line(out, Stream.of(row.stream()));
    return out.toString();
  }

  /** The numbers behind a table's entries; marks have columns of their own. */
  static String of(Sheet sheet) {
    List<Integer> marked =
        IntStream.range(0, sheet.columns().size())
            .filter(c -> sheet.rows().stream().anyMatch(row -> !row.get(c).mark().isEmpty()))
            .boxed()
            .toList();
    var out = new StringBuilder();
    line(
        out,
        Stream.of(
            sheet.columns().stream(), marked.stream().map(c -> sheet.columns().get(c) + " mark")));
    for (List<Sheet.Entry> row : sheet.rows())
      line(
          out,
          Stream.of(
              row.stream().map(e -> e.known() ? number(e.value()) : e.text()),
              marked.stream().map(c -> row.get(c).mark())));
    return out.toString();
  }

  private static void line(StringBuilder out, Stream<Stream<String>> parts) {
    List<String> fields = parts.flatMap(p -> p).map(Csv::field).toList();
    out.append(fields.stream().collect(Collectors.joining(","))).append('\n');
  }

  private static String number(Double value) {
    return value == null || !Double.isFinite(value) ? "" : value.toString();
  }

  /**
   * A text that a spreadsheet would take for a formula gets an apostrophe before it, as OWASP
   * advises; numbers do not. Other fields are as they are.
   */
  private static String field(String text) {
    boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
    return quoted(formula && !NUMBER.matcher(text).matches() ? "'" + text : text);
  }

  private static String quoted(String text) {
    boolean quoted = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
