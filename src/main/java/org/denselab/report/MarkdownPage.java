package org.denselab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.denselab.report.ExhibitGroup.Item;
import org.denselab.report.ReportView.Section;
import org.denselab.report.ReportView.Tested;
import org.denselab.report.ResultTable.Delta;
import org.denselab.report.ResultTable.Row;
import org.denselab.report.chart.Chart;
import org.denselab.study.result.Evidence;
import org.denselab.study.result.Exhibit.Claim;
import org.denselab.study.result.StudyResult;
import org.denselab.study.result.StudyResult.Comparison;
import org.denselab.study.result.StudyResult.StageRun;
import org.denselab.study.result.Summary;

/** The report as Markdown, for a pull request or a notebook. */
final class MarkdownPage {
  private static final int MOST_ROWS = 60;

  private final Markdown out = new Markdown();
  private final ReportView view;
  private final Downloads downloads;
  private final StudyResult result;

  private MarkdownPage(ReportView view, Downloads downloads) {
    this.view = view;
    this.downloads = downloads;
    this.result = view.result();
  }

  static String of(ReportView view, Downloads downloads) {
    var page = new MarkdownPage(view, downloads);
    page.write();
    return page.out.toString();
  }

  private void write() {
    out.heading(1, result.title());
    if (view.unlabelled()) out.paragraph("Labelled: synthetic data.");
    if (!result.question().isBlank()) out.quote(result.question());
    out.paragraph(view.answer().text());
    for (var e : result.expectations())
      out.item(
          (e.met() ? "met: " : "**not met**: "),
          e.statement() + ", actual " + Figures.score(e.actual()));
    for (var claim : view.claims()) claim(claim);
    if (!view.failures().isEmpty()) failures();
    out.heading(2, "Results");
    for (Section section : view.sections()) for (ResultTable table : section.tables()) table(table);
    out.paragraph(("Best value of a column in bold. " + view.legend()).strip());
    if (!view.comparisons().isEmpty()) comparisons();
    exhibits();
    out.heading(2, "Data");
    for (var card : result.data())
      out.item(
          card.name() + ": ",
          Figures.count(card.documents(), "document", "documents")
              + (card.synthetic() ? ", synthetic" : "")
              + ", "
              + card.source()
              + ", fingerprint "
              + card.fingerprint());
    if (!result.choices().isEmpty()) out.heading(2, "Our choices, where papers are silent");
    result.choices().forEach((key, value) -> out.item(key + ": ", value));
    if (!result.notes().isEmpty()) out.heading(2, "To know");
    for (String note : Remarks.gathered(result.notes())) out.item("", note);
    stages();
    out.heading(2, "Reproduce");
    out.code("", result.command());
    out.paragraph("SHA-256 of the resolved study: " + result.hash());
    result.environment().forEach((key, value) -> out.item(key + ": ", value));
    out.code("yaml", result.resolvedYaml());
  }

  private void failures() {
    out.heading(2, "Failed");
    for (var failure : view.failures()) {
      out.item(failure.id() + ": ", String.join("; ", failure.missing()));
      out.code("", failure.error());
    }
  }

  private void table(ResultTable table) {
    out.heading(3, table.title());
    List<String> header = new ArrayList<>(List.of("arm"));
    header.addAll(table.axes());
    header.addAll(table.metrics());
    for (String baseline : table.baselines()) header.add("Δ " + baseline);
    header.add("queries");
    List<List<String>> rows = new ArrayList<>();
    for (Row row : table.rows()) rows.add(cells(table, row));
    out.table(header, rows, 1 + table.axes().size());
    if (!table.averagedOver().isEmpty())
      out.paragraph("Averaged over " + table.averagedOver() + ".");
  }

  private static List<String> cells(ResultTable table, Row row) {
    List<String> cells = new ArrayList<>(List.of(Markdown.escape(row.id())));
    for (String setting : row.settings()) cells.add(Markdown.escape(setting));
    for (var value : row.values()) {
      String score = row.failed() ? "failed" : Figures.score(value.value());
      cells.add(value.best() ? "**" + score + "**" : score);
    }
    for (Delta delta : row.deltas())
      cells.add(
          delta.present()
              ? Figures.delta(delta.delta())
                  + delta.mark()
                  + (table.pairwise() ? " " + Markdown.escape(delta.baseline()) : "")
              : "");
    cells.add(Integer.toString(row.queries()));
    return cells;
  }

  private void claim(Claim claim) {
    String verdict = claim.verdict().name().toLowerCase(Locale.ROOT);
    String source = claim.source().isEmpty() ? "" : " (" + claim.source() + ")";
    out.item("**" + verdict + "**: ", claim.title() + ": " + claim.caption() + source);
  }

  private void exhibits() {
    for (ExhibitGroup group : view.exhibits()) {
      out.heading(2, group.title());
      for (Item item : group.items())
        switch (item) {
          case Item.Picture(var chart) -> picture(chart);
          case Item.Listing(var sheet) -> listing(sheet);
        }
    }
  }

  private void picture(Chart chart) {
    out.heading(3, chart.title());
    out.picture(chart.title(), "figures/" + downloads.figure(chart) + ".svg");
    if (!chart.caption().isEmpty()) out.paragraph(chart.caption());
    List<List<String>> rows = chart.table().rows();
    numbers(
        chart.table().columns(),
        rows.stream().map(row -> row.stream().map(Markdown::escape).toList()).toList(),
        "figures/" + downloads.figure(chart) + ".csv");
  }

  private void listing(Sheet sheet) {
    out.heading(3, sheet.title());
    if (!sheet.caption().isEmpty()) out.paragraph(sheet.caption());
    numbers(
        sheet.columns(),
        sheet.rows().stream()
            .map(row -> row.stream().map(e -> Markdown.escape(e.whole())).toList())
            .toList(),
        "tables/" + downloads.table(sheet.title()) + ".csv");
  }

  private void numbers(List<String> columns, List<List<String>> rows, String file) {
    int shown = Math.min(MOST_ROWS, rows.size());
    out.table(columns, rows.subList(0, shown), 1);
    if (shown < rows.size())
      out.paragraph(shown + " of " + rows.size() + " rows; all are in " + file + ".");
  }

  private void comparisons() {
    out.heading(2, "Tests");
    List<List<String>> rows = new ArrayList<>();
    for (Tested tested : view.comparisons()) {
      Comparison c = tested.comparison();
      rows.add(
          List.of(
              Markdown.escape(c.cell() + " over " + c.baseline()),
              Markdown.escape(c.task() + ", " + c.slice()),
              Markdown.escape(c.metric()),
              Figures.delta(c.delta()) + tested.mark(),
              EvidenceText.interval(c.evidence()),
              EvidenceText.p(c.evidence()),
              Markdown.escape(EvidenceText.sentence(c.evidence()))));
    }
    out.table(List.of("claim", "where", "metric", "Δ", "interval", "p (Holm)", "verdict"), rows, 3);
    for (Summary s : result.summaries()) summary(s);
  }

  private void summary(Summary s) {
    Evidence e = s.evidence();
    out.item(
        s.claim() + ": ",
        "%s %s, %s"
            .formatted(
                Figures.delta(e.delta()), EvidenceText.interval(e), EvidenceText.summary(s)));
    s.noSignal().forEach((task, why) -> out.item(task + ": ", "no signal, " + why));
  }

  private void stages() {
    out.heading(2, "Time and memory");
    List<List<String>> rows = new ArrayList<>();
    for (StageRun s : result.stages())
      rows.add(
          List.of(
              Markdown.escape(s.kind()),
              Markdown.escape(s.title()),
              Markdown.escape(s.state()),
              Figures.time(s.seconds()),
              s.cost().toldSeconds() < 1 ? "" : Figures.time(s.cost().toldSeconds()),
              Figures.bytes(s.cost().usedBytes()),
              s.cost().toldBytes() == 0 ? "" : Figures.bytes(s.cost().toldBytes()),
              Figures.bytes(s.peakBytes()),
              Markdown.escape(s.detail())));
    out.table(
        List.of(
            "stage", "what", "state", "time", "told", "native", "told", "peak memory", "result"),
        rows,
        3);
    double told = result.stages().stream().mapToDouble(s -> s.cost().toldSeconds()).sum();
    out.paragraph(
        "Together %s, told %s. Native is what a stage asked for; peak memory is the whole process."
            .formatted(Figures.time(view.seconds()), Figures.time(told)));
  }
}
