package org.denselab.study.result;

import java.util.List;
import java.util.Map;

/**
 * Everything that a finished study knows, and all that a report is made from.
 *
 * @param title the study's name, with the labels that must stand in it (synthetic, transductive)
 * @param resolvedYaml the study with every default filled in
 * @param hash SHA-256 of {@code resolvedYaml}
 * @param command what reproduces it
 * @param summaries what holds over several tasks or sizes
 * @param exhibits what analyses show, in the order of the report
 * @param choices settings that the papers leave unstated, with the value used here
 * @param notes counts that a reader must know: queries without negatives, masked columns, cut texts
 */
public record StudyResult(
    String study,
    String title,
    String question,
    String resolvedYaml,
    String hash,
    String command,
    int exit,
    List<Cell> cells,
    List<Comparison> comparisons,
    List<Summary> summaries,
    List<Expected> expectations,
    List<StageRun> stages,
    List<Curve> curves,
    List<Exhibit> exhibits,
    List<DataCard> data,
    Map<String, String> choices,
    List<String> notes,
    Map<String, String> environment) {

  /**
   * One row of the tables: one cell of the sweep, task, split, slice and retriever.
   *
   * @param id names the arm for readers, such as {@code dense-lora}: unique within its task, split
   *     and slice, and the same in all of them
   * @param settings the sweep axes' values of this cell, such as {@code tuning.kind -> lora}; empty
   *     for BM25, which no axis touches
   * @param state done or failed
   * @param slice {@code all}, or the name of a slice fixed beforehand
   * @param metrics means by metric name, such as {@code nDCG@10}, in the order to be shown
   * @param averagedOver which queries the means are over, in words
   * @param perQuery metric to query id to value
   * @param error why it failed, empty otherwise
   */
  public record Cell(
      String id,
      Map<String, String> settings,
      String state,
      String task,
      String split,
      String slice,
      String retriever,
      Map<String, Double> metrics,
      int queries,
      String averagedOver,
      Map<String, Map<String, Double>> perQuery,
      String error) {}

  /**
   * A row against its baseline, paired by query.
   *
   * @param cell id of the {@link Cell}, and {@code baseline} of the one it is compared with
   */
  public record Comparison(
      String cell,
      String baseline,
      String task,
      String split,
      String slice,
      String metric,
      double value,
      double baselineValue,
      Evidence evidence,
      List<QueryShift> gained,
      List<QueryShift> lost) {
    public double delta() {
      return evidence.delta();
    }

    public double p() {
      return evidence.p();
    }

    public double pHolm() {
      return evidence.pHolm();
    }

    public int queries() {
      return evidence.queries();
    }

    /** The same with the queries that moved most. */
    public Comparison withShifts(List<QueryShift> gained, List<QueryShift> lost) {
      return new Comparison(
          cell, baseline, task, split, slice, metric, value, baselineValue, evidence, gained, lost);
    }
  }

  /** A query whose score changed most, with the texts that explain it. */
  public record QueryShift(
      String queryId,
      String query,
      double before,
      double after,
      String goldId,
      String gold,
      String topBefore,
      String topAfter) {}

  /** An {@code expect} entry and what came out. */
  public record Expected(String statement, double actual, boolean met) {}

  /**
   * @param state done, cached, failed, pending, diverged, or not made because a training diverged
   * @param detail one line about the result, such as {@code 412 queries/s}
   * @param cost what it was told to cost, beside what it did
   */
  public record StageRun(
      String kind,
      String key,
      String title,
      String state,
      double seconds,
      long peakBytes,
      String detail,
      String log,
      Cost cost) {
    /** A stage of which nothing was told. */
    public StageRun(
        String kind,
        String key,
        String title,
        String state,
        double seconds,
        long peakBytes,
        String detail,
        String log) {
      this(kind, key, title, state, seconds, peakBytes, detail, log, Cost.NONE);
    }

    /**
     * Native memory and disk in bytes; 0 where nothing was told, or nobody counted.
     *
     * @param toldSeconds before it ran, from the rates known then
     */
    public record Cost(
        double toldSeconds, long toldBytes, long usedBytes, long toldDisk, long usedDisk) {
      public static final Cost NONE = new Cost(0, 0, 0, 0, 0);
    }
  }

  /** A line to draw, such as a training loss. */
  public record Curve(String name, String xLabel, String yLabel, double[] x, double[] y) {}

  /** What was searched: counts, source, licence. */
  public record DataCard(
      String name,
      String fingerprint,
      boolean synthetic,
      long documents,
      Map<String, Integer> queriesBySplit,
      String source) {}
}
