package org.denselab.report;

import java.util.List;

/**
 * The rows of one task, split and slice, with columns in reading order.
 *
 * @param metrics the main metric first
 * @param axes settings that vary among the rows
 * @param baselines one column of differences each; empty where nothing was compared
 * @param pairwise rows have baselines of their own: one column, each difference names its baseline
 * @param averagedOver which queries the means are over, in words
 */
public record ResultTable(
    String task,
    String split,
    String slice,
    List<String> metrics,
    List<String> axes,
    List<String> baselines,
    boolean pairwise,
    List<Row> rows,
    String averagedOver) {

  /** Stands for the setting of an axis that does not touch a row. */
  static final String UNTOUCHED = "–";

  /** The slice that holds every query. */
  public static final String ALL = "all";

  /**
   * One arm of the study.
   *
   * @param settings values in the order of {@link ResultTable#axes}, a dash where an axis does not
   *     touch the row
   * @param values in the order of {@link ResultTable#metrics}
   * @param deltas of the main metric, one per column of differences
   * @param error why it failed, empty if it did not
   */
  public record Row(
      String id,
      String retriever,
      List<String> settings,
      List<Value> values,
      List<Delta> deltas,
      int queries,
      boolean failed,
      String error) {}

  /** A mean; NaN where the row lacks the metric. */
  public record Value(double value, boolean best) {}

  /** A difference from a baseline; {@code present} is false where none was tested. */
  public record Delta(boolean present, String baseline, double delta, double p, String mark) {
    static final Delta NONE = new Delta(false, "", Double.NaN, Double.NaN, "");
  }

  /** The table with some of its rows. */
  ResultTable with(List<Row> some) {
    return new ResultTable(
        task, split, slice, metrics, axes, baselines, pairwise, some, averagedOver);
  }

  /** Names it among all tables. */
  public String title() {
    return task + ", " + split + (whole() ? "" : ", slice " + slice);
  }

  /** The metric that the study compares. */
  public String mainMetric() {
    return metrics.isEmpty() ? "" : metrics.getFirst();
  }

  /** Queries of the largest row. */
  public int queries() {
    return rows.stream().mapToInt(Row::queries).max().orElse(0);
  }

  /** Whether rows are over different numbers of queries, failed ones apart. */
  public boolean uneven() {
    return rows.stream().anyMatch(r -> !r.failed() && r.queries() != queries());
  }

  /** Whether the table covers every query. */
  public boolean whole() {
    return slice.equals(ALL);
  }
}
