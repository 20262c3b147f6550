package org.denselab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.denselab.report.TextGrid.Column;
import org.denselab.study.result.Evidence;
import org.denselab.study.result.StudyResult.Comparison;
import org.denselab.study.result.Summary;

/** Differences with their intervals and verdicts in plain text, a line each. */
final class ClaimGrid {
  private ClaimGrid() {}

  static TextGrid of(List<Comparison> comparisons) {
    boolean tasks = comparisons.stream().map(Comparison::task).distinct().count() > 1;
    List<String> names = new ArrayList<>();
    for (Comparison c : comparisons)
      names.add(
          TerminalTable.safe(
              c.cell()
                  + " over "
                  + c.baseline()
                  + (tasks ? ", " + c.task() : "")
                  + (c.slice().equals(ResultTable.ALL) ? "" : ", " + c.slice())));
    return new TextGrid(
        "claim",
        names,
        columns(
            comparisons.stream().map(Comparison::evidence).toList(),
            comparisons.stream().map(c -> p(c.evidence())).toList()));
  }

  static TextGrid ofSummaries(List<Summary> summaries) {
    return new TextGrid(
        "claim",
        summaries.stream().map(s -> TerminalTable.safe(s.claim())).toList(),
        columns(
            summaries.stream().map(Summary::evidence).toList(),
            summaries.stream().map(s -> s.caveat().isEmpty() ? p(s.evidence()) : "").toList()));
  }

  /**
   * @param p what stands for p; nothing where it decides nothing
   */
  private static List<Column> columns(List<Evidence> evidence, List<String> p) {
    return List.of(
        column("delta", evidence, e -> Figures.delta(e.delta())),
        column("interval", evidence, EvidenceText::interval),
        verdicts(evidence),
        column("p (Holm)", p),
        column("smallest", evidence, e -> Figures.score(e.smallest())));
  }

  private static String p(Evidence evidence) {
    return EvidenceText.p(evidence).replaceFirst("^p (= )?", "").replace("< ", "<");
  }

  private static Column verdicts(List<Evidence> evidence) {
    List<String> styles = new ArrayList<>();
    for (Evidence e : evidence)
      styles.add(
          switch (Verdict.of(e)) {
            case HOLDS -> Ink.GREEN;
            case FAILS -> Ink.RED;
            case UNDECIDED -> "";
          });
    return new Column(
        "verdict", "verdict", evidence.stream().map(EvidenceText::word).toList(), styles);
  }

  private static Column column(
      String header, List<Evidence> evidence, Function<Evidence, String> text) {
    return column(header, evidence.stream().map(text).toList());
  }

  private static Column column(String header, List<String> texts) {
    return new Column(
        header,
        header,
        texts.stream().map(TerminalTable::safe).toList(),
        texts.stream().map(_ -> "").toList());
  }
}
