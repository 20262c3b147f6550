package org.denselab.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.denselab.report.ResultTable.Row;
import org.denselab.study.result.StudyResult;
import org.denselab.study.result.StudyResult.Comparison;
import org.denselab.study.result.StudyResult.Expected;

/**
 * A study's answer in words, made from its numbers alone. "Holds", "fails" and "undecided" come
 * from tests; whether a number was expected comes from {@code expect}. The question is free text,
 * so the answer never says yes or no to it.
 *
 * @param lead what became of the expectations, empty where none was stated
 * @param findings one sentence for each task and kind of retriever, the best arm of each
 * @param tally how many comparisons hold, fail and are undecided; empty without comparisons
 */
public record Answer(String lead, List<String> findings, String tally) {

  public static Answer of(StudyResult result) {
    return of(result, new TableMaker(result).tables());
  }

  static Answer of(StudyResult result, List<ResultTable> tables) {
    List<ResultTable> wholes = tables.stream().filter(ResultTable::whole).toList();
    boolean several = wholes.stream().map(ResultTable::task).distinct().count() > 1;
    List<String> findings = new ArrayList<>();
    for (ResultTable table : wholes) findings.addAll(findings(result, table, several));
    if (findings.isEmpty()) findings.add("No cell finished, so there is no answer.");
    return new Answer(lead(result.expectations()), findings, tally(result.comparisons()));
  }

  /** The whole answer as one paragraph. */
  public String text() {
    var text = new StringJoiner(" ");
    if (!lead.isEmpty()) text.add(lead);
    for (String finding : findings) text.add(finding);
    if (!tally.isEmpty()) text.add(tally);
    return text.toString();
  }

  private static String lead(List<Expected> expectations) {
    if (expectations.isEmpty()) return "";
    long met = expectations.stream().filter(Expected::met).count();
    String of = met + " of " + Figures.count(expectations.size(), "expectation", "expectations");
    return (met == expectations.size() ? "As expected (" : "Not as expected (") + of + " met).";
  }

  private static String tally(List<Comparison> comparisons) {
    if (comparisons.isEmpty()) return "";
    Map<Verdict, Long> counts =
        comparisons.stream().collect(Collectors.groupingBy(Verdict::of, Collectors.counting()));
    return "Of "
        + Figures.count(comparisons.size(), "comparison", "comparisons")
        + ", "
        + counts.getOrDefault(Verdict.HOLDS, 0L)
        + " hold, "
        + counts.getOrDefault(Verdict.FAILS, 0L)
        + " fail, "
        + counts.getOrDefault(Verdict.UNDECIDED, 0L)
        + " are undecided.";
  }

  private static List<String> findings(StudyResult result, ResultTable table, boolean several) {
    List<Row> done = table.rows().stream().filter(r -> Double.isFinite(score(r))).toList();
    if (done.isEmpty()) return List.of();
    Map<String, Row> bestByRetriever = new LinkedHashMap<>();
    for (Row row : done)
      if (!comparisons(result, table, row.id()).isEmpty())
        bestByRetriever.merge(row.retriever(), row, (a, b) -> score(b) > score(a) ? b : a);
    Row best = done.stream().max(Comparator.comparingDouble(Answer::score)).orElseThrow();
    List<Row> arms =
        bestByRetriever.values().stream()
            .sorted(Comparator.comparingDouble(Answer::score).reversed())
            .toList();
    List<String> sentences = new ArrayList<>();
    if (arms.stream().noneMatch(a -> score(a) == score(best)))
      sentences.add(
          best.id()
              + (done.size() > 1 ? " scores best: " : " reaches ")
              + reading(table, best, several)
              + ".");
    for (Row arm : arms) {
      String claims = claims(comparisons(result, table, arm.id()));
      sentences.add(arm.id() + " reaches " + reading(table, arm, several) + ": " + claims + ".");
    }
    return sentences;
  }

  private static String reading(ResultTable table, Row row, boolean several) {
    String value = Figures.score(score(row)) + " " + table.mainMetric();
    return several ? value + " on " + table.task() : value;
  }

  private static List<Comparison> comparisons(StudyResult result, ResultTable table, String id) {
    return result.comparisons().stream()
        .filter(c -> c.cell().equals(id) && c.metric().equals(table.mainMetric()))
        .filter(c -> c.task().equals(table.task()) && c.split().equals(table.split()))
        .toList();
  }

  /** Differences slice by slice, such as {@code +.210 over untrained (p < .001)}. */
  private static String claims(List<Comparison> comparisons) {
    Map<String, List<String>> bySlice = new LinkedHashMap<>();
    for (Comparison c : comparisons)
      bySlice.computeIfAbsent(c.slice(), s -> new ArrayList<>()).add(claim(c));
    var parts = new StringJoiner("; ");
    bySlice.forEach(
        (slice, claims) ->
            parts.add(
                (slice.equals(ResultTable.ALL) ? "" : "on the " + slice + " slice ")
                    + list(claims)));
    return parts.toString();
  }

  private static String claim(Comparison c) {
    String evidence = " (" + Figures.p(c.pHolm()) + ")";
    String size = Figures.delta(c.delta());
    return switch (Verdict.of(c)) {
      case HOLDS -> size + " over " + c.baseline() + evidence;
      case FAILS -> size + ", worse than " + c.baseline() + evidence;
      case UNDECIDED -> size + " against " + c.baseline() + ", undecided" + evidence;
    };
  }

  private static String list(List<String> items) {
    if (items.size() == 1) return items.getFirst();
    return String.join(", ", items.subList(0, items.size() - 1)) + " and " + items.getLast();
  }

  private static double score(Row row) {
    return row.failed() || row.values().isEmpty() ? Double.NaN : row.values().getFirst().value();
  }
}
