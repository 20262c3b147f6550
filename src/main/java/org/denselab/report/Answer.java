package org.denselab.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.denselab.report.ResultTable.Row;
import org.denselab.study.result.Evidence;
import org.denselab.study.result.Exhibit;
import org.denselab.study.result.StudyResult;
import org.denselab.study.result.StudyResult.Comparison;
import org.denselab.study.result.StudyResult.Expected;
import org.denselab.study.result.Summary;

/**
 * A study's answer in words, made from its numbers alone. Holds, fails and undecided come from
 * tests; whether a number was expected comes from {@code expect}. The question is free text, so the
 * answer never says yes or no to it.
 *
 * @param lead what became of the expectations, or that nothing finished; may be empty
 * @param findings for each task and kind of retriever the best arm
 * @param summaries what holds over tasks and sizes, a sentence each, the first where they are many
 * @param tally how many comparisons and claims hold, fail and are undecided; empty without any
 */
public record Answer(String lead, List<Finding> findings, List<String> summaries, String tally) {
  private static final int MOST_SUMMARIES = 6;

  /**
   * @param verb what stands between the arm and its value
   * @param task empty where the study has only one
   * @param slices claims by slice, the whole first
   * @param note what else there is to say of the task; may be empty
   */
  public record Finding(
      String arm,
      String verb,
      double value,
      String metric,
      String task,
      List<Slice> slices,
      String note) {

    /** The finding in words, without a full stop. */
    public String sentence() {
      var head = new StringJoiner(" ");
      head.add(arm).add(verb).add(Figures.score(value)).add(metric);
      if (!task.isEmpty()) head.add("on").add(task);
      String tail = slices.stream().map(Slice::phrase).collect(Collectors.joining("; "));
      return head + (tail.isEmpty() ? "" : ": " + tail) + (note.isEmpty() ? "" : "; " + note);
    }
  }

  /** Claims about one slice; {@code name} is empty for the whole. */
  public record Slice(String name, List<Claim> claims) {
    boolean oneSeed() {
      return claims.stream().anyMatch(claim -> claim.evidence().oneSeed());
    }

    String phrase() {
      List<String> phrases = claims.stream().map(Claim::phrase).toList();
      String last = phrases.getLast();
      String all =
          phrases.size() == 1
              ? last
              : String.join(", ", phrases.subList(0, phrases.size() - 1)) + " and " + last;
      return name.isEmpty() ? all : "on the " + name + " slice " + all;
    }
  }

  /** A difference from a baseline and what the data say of it. */
  public record Claim(String baseline, Evidence evidence) {
    public double delta() {
      return evidence.delta();
    }

    public double p() {
      return evidence.pHolm();
    }

    public Verdict verdict() {
      return Verdict.of(evidence);
    }

    public String interval() {
      return EvidenceText.interval(evidence);
    }

    /** What stands between the difference and the baseline. */
    public String relation() {
      return switch (verdict()) {
        case HOLDS -> " over ";
        case FAILS -> ", worse than ";
        case UNDECIDED -> " against ";
      };
    }

    /** What stands between the baseline and the p-value. */
    public String remark() {
      if (evidence.equivalent()) return ", " + EvidenceText.sentence(evidence);
      return verdict() == Verdict.UNDECIDED ? ", undecided: " + EvidenceText.unseen(evidence) : "";
    }

    String phrase() {
      return Figures.delta(delta())
          + " "
          + interval()
          + relation()
          + baseline
          + remark()
          + " ("
          + Figures.p(p())
          + ")";
    }
  }

  public static Answer of(StudyResult result) {
    return of(result, new TableMaker(result).tables());
  }

  static Answer of(StudyResult result, List<ResultTable> tables) {
    List<ResultTable> wholes = tables.stream().filter(ResultTable::whole).toList();
    boolean several = wholes.stream().map(ResultTable::task).distinct().count() > 1;
    List<Finding> findings = new ArrayList<>();
    for (ResultTable table : wholes) findings.addAll(findings(result, table, several));
    String lead =
        findings.isEmpty()
            ? "No cell finished, so there is no answer."
            : lead(result.expectations());
    return new Answer(lead, findings, summaries(result.summaries()), tally(result));
  }

  /** The whole answer as one paragraph. */
  public String text() {
    var text = new StringJoiner(" ");
    if (!lead.isEmpty()) text.add(lead);
    for (Finding finding : findings) text.add(finding.sentence() + ".");
    summaries.forEach(text::add);
    if (!tally.isEmpty()) text.add(tally);
    return text.toString();
  }

  /** Slopes are said before means: they are what a study of sizes asks. */
  private static List<String> summaries(List<Summary> summaries) {
    List<String> said = new ArrayList<>();
    for (var kind : List.of(Summary.Kind.SLOPE, Summary.Kind.MEAN))
      said.addAll(sentences(summaries.stream().filter(s -> s.kind() == kind).toList()));
    int more = said.size() - MOST_SUMMARIES;
    if (more < 2) return said;
    List<String> first = new ArrayList<>(said.subList(0, MOST_SUMMARIES));
    first.add(more + " more over tasks and sizes stand under Tests.");
    return first;
  }

  private static List<String> sentences(List<Summary> summaries) {
    return summaries.stream()
        .map(
            s ->
                "%s: %s %s, %s."
                    .formatted(
                        // a mean's claim begins with the name of an arm
                        s.kind() == Summary.Kind.MEAN ? s.claim() : Figures.sentence(s.claim()),
                        Figures.delta(s.evidence().delta()),
                        EvidenceText.interval(s.evidence()),
                        verdict(s)))
        .toList();
  }

  /** With its p, but for what is undecided for another reason. */
  private static String verdict(Summary s) {
    return s.caveat().isEmpty()
        ? "%s (%s)".formatted(EvidenceText.sentence(s.evidence()), Figures.p(s.evidence().pHolm()))
        : EvidenceText.undecided(s);
  }

  private static String lead(List<Expected> expectations) {
    if (expectations.isEmpty()) return "";
    long met = expectations.stream().filter(Expected::met).count();
    String of = met + " of " + Figures.count(expectations.size(), "expectation", "expectations");
    return (met == expectations.size() ? "As expected (" : "Not as expected (") + of + " met).";
  }

  /** How the tests of {@code comparisons} came out, such as {@code 7 hold, 1 fails, …}. */
  private static String verdicts(Stream<Verdict> verdicts) {
    Map<Verdict, Long> counts =
        verdicts.collect(Collectors.groupingBy(verdict -> verdict, Collectors.counting()));
    long holds = counts.getOrDefault(Verdict.HOLDS, 0L);
    long fails = counts.getOrDefault(Verdict.FAILS, 0L);
    long undecided = counts.getOrDefault(Verdict.UNDECIDED, 0L);
    return (holds + (holds == 1 ? " holds, " : " hold, "))
        + (fails + (fails == 1 ? " fails, " : " fail, "))
        + (undecided + (undecided == 1 ? " is undecided" : " are undecided"));
  }

  private static String tally(StudyResult result) {
    var comparisons = result.comparisons();
    var tally = new StringJoiner(" ");
    if (!comparisons.isEmpty())
      tally.add(
          "Of %s, %s."
              .formatted(
                  Figures.count(comparisons.size(), "comparison", "comparisons"),
                  verdicts(comparisons.stream().map(Verdict::of))));
    if (comparisons.stream().anyMatch(c -> c.evidence().oneSeed()))
      tally.add("One seed: another may say something else.");
    List<Verdict> claims =
        result.exhibits().stream()
            .filter(Exhibit.Claim.class::isInstance)
            .map(claim -> Verdict.valueOf(((Exhibit.Claim) claim).verdict().name()))
            .toList();
    if (!claims.isEmpty())
      tally.add(
          "Of %s, %s."
              .formatted(
                  Figures.count(claims.size(), "claim", "claims"), verdicts(claims.stream())));
    return tally.toString();
  }

  /** A sweep where each row has its own baseline: no single row is the answer. */
  private static Finding sweep(StudyResult result, ResultTable table, Row best, String task) {
    List<Comparison> own =
        result.comparisons().stream()
            .filter(c -> isOf(table, c) && c.slice().equals(table.slice()))
            .toList();
    DoubleSummaryStatistics deltas =
        own.stream().mapToDouble(Comparison::delta).summaryStatistics();
    String note =
        String.format(
            "of %s with a baseline of their own, %s (Δ %s to %s)",
            Figures.count(own.size(), "arm", "arms"),
            verdicts(own.stream().map(Verdict::of)),
            Figures.delta(deltas.getMin()),
            Figures.delta(deltas.getMax()));
    return new Finding(
        best.id(), "scores best with", score(best), table.mainMetric(), task, List.of(), note);
  }

  private static List<Finding> findings(StudyResult result, ResultTable table, boolean several) {
    List<Row> done =
        table.rows().stream()
            .filter(r -> Double.isFinite(score(r)))
            .sorted(Comparator.comparingDouble(Answer::score).reversed())
            .toList();
    String task = several ? table.task() : "";
    if (table.pairwise() && !done.isEmpty())
      return List.of(sweep(result, table, done.getFirst(), task));
    Map<String, Row> bestTested = new LinkedHashMap<>();
    for (Row row : done)
      if (!tested(result, table, row.id()).isEmpty()) bestTested.putIfAbsent(row.retriever(), row);
    List<Row> told = new ArrayList<>(bestTested.values());
    if (!done.isEmpty() && told.stream().noneMatch(r -> score(r) == score(done.getFirst())))
      told.addFirst(done.getFirst());
    List<Finding> findings = new ArrayList<>();
    for (Row row : told) {
      List<Slice> slices = slices(tested(result, table, row.id()));
      String verb = slices.isEmpty() && done.size() > 1 ? "scores best with" : "reaches";
      String note = slices.stream().anyMatch(Slice::oneSeed) ? "with one seed" : "";
      findings.add(new Finding(row.id(), verb, score(row), table.mainMetric(), task, slices, note));
    }
    return findings;
  }

  private static List<Comparison> tested(StudyResult result, ResultTable table, String id) {
    return result.comparisons().stream()
        .filter(c -> c.cell().equals(id) && isOf(table, c))
        .toList();
  }

  /** Whether {@code c} tests the table's main metric on its task and split, in any slice. */
  private static boolean isOf(ResultTable table, Comparison c) {
    return c.metric().equals(table.mainMetric())
        && c.task().equals(table.task())
        && c.split().equals(table.split());
  }

  private static List<Slice> slices(List<Comparison> comparisons) {
    Map<String, List<Claim>> bySlice = new LinkedHashMap<>();
    for (Comparison c : comparisons)
      bySlice
          .computeIfAbsent(
              c.slice().equals(ResultTable.ALL) ? "" : c.slice(), s -> new ArrayList<>())
          .add(new Claim(c.baseline(), c.evidence()));
    return bySlice.entrySet().stream().map(e -> new Slice(e.getKey(), e.getValue())).toList();
  }

  private static double score(Row row) {
    return row.failed() || row.values().isEmpty() ? Double.NaN : row.values().getFirst().value();
  }
}
