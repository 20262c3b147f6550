package org.denselab.report;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.denselab.report.chart.Chart;
import org.denselab.study.result.Explored;

/**
 * The page: one file with its style, script and charts inside. The template escapes all text; the
 * content security policy lets run only our script and apply only our style, by their hashes, and
 * forbids the network.
 */
final class HtmlPage {
  private static final int MOST_BYTES = 1_990_000;

  /** Numbers past this are in results.json alone: a page stays under 2 MB. */
  private static final int MOST_JSON = 200_000;

  private static final List<String> SCRIPTS =
      List.of("start.js", "tables.js", "explorer.js", "downloads.js", "print.js");
  private static final List<String> STYLES =
      List.of("page.css", "sections.css", "tables.css", "explorer.css", "narrow.css", "print.css");

  private final ReportView view;
  private final List<Chart> claims;
  private final Downloads downloads;

  private HtmlPage(ReportView view, List<Chart> claims, Downloads downloads) {
    this.view = view;
    this.claims = claims;
    this.downloads = downloads;
  }

  /** At most {@link #MOST_BYTES}: queries to look into give way to what comes before them. */
  static String of(
      ReportView view, List<Chart> claims, Downloads downloads, List<Explored> explored) {
    var page = new HtmlPage(view, claims, downloads);
    return page.within(explored);
  }

  private String within(List<Explored> explored) {
    String page = render(ExplorerData.of(explored, ExplorerData.MOST_BYTES));
    int over = page.getBytes(StandardCharsets.UTF_8).length - MOST_BYTES;
    if (over <= 0) return page;
    int left = Math.max(0, ExplorerData.MOST_BYTES - over);
    return render(ExplorerData.of(explored, left));
  }

  private String render(ExplorerData explorer) {
    Map<String, Object> model = new HashMap<>();
    model.put("view", view);
    model.put("explorer", explorer);
    model.put("claims", claims);
    model.put("downloads", downloads);
    model.put("downloadsJson", downloads.json());
    model.put("exhibits", PageExhibits.of(view.exhibits()));
    model.put("notes", Remarks.gathered(view.result().notes()));
    model.put("tables", PageTables.of(view.sections()));
    model.put("sections", PageSection.of(view, explorer));
    String json = ResultsJson.inline(view.result());
    model.put("json", json.length() > MOST_JSON ? "" : json);
    return HtmlTemplate.render("page.ftlh", STYLES, SCRIPTS, model);
  }
}
