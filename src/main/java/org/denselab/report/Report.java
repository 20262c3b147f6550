package org.denselab.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.denselab.base.AtomicFiles;
import org.denselab.report.chart.Chart;
import org.denselab.study.result.Explored;
import org.denselab.study.result.StudyResult;

/** Writes what a study ends with into its folder under {@code reports/}. */
public final class Report {
  private Report() {}

  /**
   * Writes {@code index.html}, {@code report.md}, {@code results.csv}, {@code comparisons.csv},
   * {@code per_query.csv}, {@code results.json} and {@code study.yaml} (resolved), each whole or
   * not at all, every figure and table under {@code figures} and {@code tables}; the page, which
   * people wait for, comes last.
   */
  public static void write(StudyResult result, Path folder) throws IOException {
    write(result, List.of(), folder);
  }

  /**
   * The same with a page on which queries can be looked into.
   *
   * @param explored what arms returned for queries
   */
  public static void write(StudyResult result, List<Explored> explored, Path folder)
      throws IOException {
    var view = ReportView.of(result);
    AtomicFiles.write(folder.resolve("results.json"), ResultsJson.of(result));
    AtomicFiles.write(folder.resolve("results.csv"), Csv.results(result));
    AtomicFiles.write(folder.resolve("comparisons.csv"), Csv.comparisons(result));
    AtomicFiles.write(folder.resolve("per_query.csv"), Csv.perQuery(result));
    AtomicFiles.write(folder.resolve("study.yaml"), result.resolvedYaml());
    List<Chart> claims = ClaimCharts.of(view.comparisons());
    var downloads = Downloads.of(view, claims);
    downloads.write(folder);
    AtomicFiles.write(folder.resolve("report.md"), MarkdownPage.of(view, downloads));
    AtomicFiles.write(folder.resolve("index.html"), HtmlPage.of(view, claims, downloads, explored));
  }
}
