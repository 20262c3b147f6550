package org.denselab.eval;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.denselab.data.format.QrelsFile;
import org.denselab.data.format.RunFile;

/** An evaluation as lines of text, in trec_eval's three columns: metric, query, value. */
public final class EvalReport {
  private EvalReport() {}

  /**
   * Scores a TREC run file.
   *
   * @param metrics separated by commas, such as {@code nDCG@10,RR@10(rel=2)}
   * @throws org.denselab.base.BadInput where a file is malformed or a metric unknown
   */
  public static List<String> of(
      Path run, Path qrels, String metrics, Options options, boolean perQuery) {
    List<Metric> wanted = Metric.parseList(metrics);
    return lines(
        Evaluation.of(RunFile.read(run), QrelsFile.read(qrels), wanted, options), perQuery);
  }

  /**
   * The table, and below it which queries it is over.
   *
   * @param perQuery a block of lines a query before the aggregates
   */
  public static List<String> lines(Evaluation evaluation, boolean perQuery) {
    var rows = new ArrayList<Row>();
    if (perQuery) {
      var queries = evaluation.perQuery().values().stream().findFirst().orElse(Map.of()).keySet();
      for (String query : queries)
        evaluation
            .perQuery()
            .forEach(
                (metric, values) -> {
                  if (metric.measure() != Count.NUM_Q)
                    rows.add(new Row(metric.toString(), query, text(metric, values.get(query))));
                });
    }
    evaluation
        .aggregates()
        .forEach(
            (metric, value) -> rows.add(new Row(metric.toString(), "all", text(metric, value))));
    int name = rows.stream().mapToInt(row -> row.metric.length()).max().orElse(0);
    int query = rows.stream().mapToInt(row -> row.query.length()).max().orElse(0);
    int value = rows.stream().mapToInt(row -> row.value.length()).max().orElse(0);
    String format = "%-" + name + "s  %-" + query + "s  %" + value + "s";
    var lines = new ArrayList<String>();
    for (Row row : rows) lines.add(format.formatted(row.metric, row.query, row.value));
    lines.add("over " + evaluation.averagedOver());
    if (evaluation.droppedIdentical() > 0)
      lines.add(evaluation.droppedIdentical() + " hits dropped: their id is their query's own");
    return List.copyOf(lines);
  }

  private static String text(Metric metric, double value) {
    return metric.measure() instanceof Count ? Long.toString(Math.round(value)) : fourDigits(value);
  }

  /** Four decimals as C prints them: the exact binary value, a tie going to the even digit. */
  public static String fourDigits(double value) {
    return new BigDecimal(value).setScale(4, RoundingMode.HALF_EVEN).toPlainString();
  }

  private record Row(String metric, String query, String value) {}
}
