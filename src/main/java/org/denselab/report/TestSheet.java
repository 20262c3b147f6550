package org.denselab.report;

import java.util.ArrayList;
import java.util.List;
import org.denselab.report.ReportView.Tested;
import org.denselab.report.Sheet.Entry;
import org.denselab.study.result.Evidence;
import org.denselab.study.result.Exhibit.Tone;
import org.denselab.study.result.StudyResult.Comparison;

/** Comparisons with what their tests say, as a table. */
final class TestSheet {
  static final String TITLE = "Tests";

  private TestSheet() {}

  /**
   * @param legend of the marks of differences
   */
  static Sheet of(List<Tested> all, String legend) {
    List<List<Entry>> rows = new ArrayList<>();
    for (Tested tested : all) {
      Comparison c = tested.comparison();
      Evidence e = c.evidence();
      Tone tone = tested.mark().isEmpty() ? Tone.PLAIN : c.delta() > 0 ? Tone.GAIN : Tone.LOSS;
      rows.add(
          List.of(
              Entry.of(c.cell() + " > " + c.baseline()),
              Entry.of(c.task() + ", " + c.split() + ", " + c.slice()),
              Entry.of(c.metric()),
              number(Figures.score(c.value()), c.value()),
              number(Figures.score(c.baselineValue()), c.baselineValue()),
              new Entry(Figures.delta(c.delta()), c.delta(), false, tone, tested.mark()),
              Entry.of(EvidenceText.interval(e)),
              number(Figures.p(e.pHolm()).replaceFirst("^p (= )?", ""), e.pHolm()),
              Entry.of(EvidenceText.word(e))));
    }
    return new Sheet(
        TITLE,
        legend,
        List.of(
            "Claim",
            "Where",
            "Metric",
            "Value",
            "Baseline",
            "Δ",
            "Interval",
            "p (Holm)",
            "Verdict"),
        List.of(false, false, false, true, true, true, true, true, false),
        rows);
  }

  private static Entry number(String text, double value) {
    return new Entry(text, value, false, Tone.PLAIN, "");
  }
}
