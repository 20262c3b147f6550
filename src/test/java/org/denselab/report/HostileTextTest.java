package org.denselab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.denselab.study.result.Explored;
import org.denselab.study.result.StudyResult;
import org.denselab.study.result.StudyResult.Cell;
import org.denselab.study.result.StudyResult.Comparison;
import org.denselab.study.result.StudyResult.Curve;
import org.denselab.study.result.StudyResult.DataCard;
import org.denselab.study.result.StudyResult.Expected;
import org.denselab.study.result.StudyResult.QueryShift;
import org.denselab.study.result.StudyResult.StageRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every field that comes from data or YAML holds an attack; all of them end as text. */
class HostileTextTest {
  private static final String HACK = "document.documentElement.dataset.hacked='yes'";
  private static final String HOSTILE =
      "</script><script>%1$s</script>\"'><img src=x onerror=\"%1$s\"><svg onload=%1$s>]]>--><!--"
              .formatted(HACK)
          + "</style></title></textarea>\u2028\u202e javascript:x ${7*7} <#if> &lt;b&gt; | ` \\";

  @TempDir Path folder;
  private Path page;

  @BeforeEach
  void write() throws IOException {
    Report.write(study(), List.of(explored()), folder);
    page = folder.resolve("index.html");
  }

  @Test
  void noScriptRunsEvenWithoutThePolicyAndTextIsShownAsItIs()
      throws IOException, InterruptedException {
    Browser browser = Browser.orSkip(folder);
    String look =
        """
        for (const details of document.querySelectorAll("details")) details.open = true;
        setTimeout(() => {
          const hostile = document.querySelector("h1").textContent;
          const same = (selector) => [...document.querySelectorAll(selector)]
            .filter((node) => node.textContent.includes(hostile)).length;
          document.body.dataset.seen = [hostile.length, same("svg text, svg title") > 0,
            same("td, tbody th") > 0, same(".inside") > 0, same("option") > 0, same("pre") > 0,
            document.querySelectorAll("main img, main script, main svg[onload]").length].join();
        }, 300);
        """;
    String dom = browser.dom(browser.with(page, look));
    assertThat(Browser.attribute(dom, "data-seen"))
        .isEqualTo(HOSTILE.length() + ",true,true,true,true,true,0");
    assertThat(root(dom))
        .contains("data-ready=\"true\"")
        .doesNotContain("data-hacked", "data-error");
    assertThat(root(browser.dom(page)))
        .contains("data-ready=\"true\"")
        .doesNotContain("data-hacked", "data-error");
  }

  @Test
  void thePolicyNamesOurScriptAndStyleAndNothingElse() throws IOException {
    String html = Files.readString(page);
    assertThat(html)
        .contains("default-src 'none'; img-src data:; style-src 'sha256-", "script-src 'sha256-")
        .doesNotContain("unsafe-inline", " style=\"", " onclick=");
    assertThat(html.split("<script", -1)).as("ours").hasSizeLessThanOrEqualTo(5);
    assertThat(html).doesNotContain("<img");
  }

  @Test
  void markdownMakesTextOfIt() throws IOException {
    String markdown = Files.readString(folder.resolve("report.md"));
    String outside = markdown.replaceAll("(?s)(`{3,}).*?\\n\\1\\n", "");
    String acting = outside.replaceAll("\\\\.", "");
    assertThat(acting).doesNotContain("<", "\u2028", "\u202e");
    assertThat(acting.lines().filter(line -> line.startsWith("| ")))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row).doesNotContain("`", "]("));
  }

  @Test
  void spreadsheetsTakeNoFormulas() {
    assertThat(Csv.results(study())).contains(",'=cmd|'").doesNotContain(",=cmd", "\n=cmd");
    assertThat(Csv.results(study())).as("numbers stay numbers").contains(",-0.25,");
  }

  @Test
  void filesHaveHarmlessNamesAndLatexMakesTextOfIt() throws IOException {
    try (var files = Files.walk(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()).filter(n -> n.matches(".*(svg|tex)")))
          .hasSizeGreaterThan(8)
          .allMatch(name -> name.matches("[a-z0-9-]+\\.(svg|tex)"));
    }
    String tex = Latex.of(ClaimSheet.of(ReportView.of(study()).claims()), "claims");
    String text = tex.replace(Latex.FITTING, "");
    assertThat(text.replaceAll("\\\\[$&#_%{}]", "").replaceAll("(?m)^%.*", ""))
        .doesNotContain("<", ">", "#", "%", "$7", "\u2028", "\u202e");
  }

  @Test
  void theTerminalGetsNoEscapeSequence() {
    String lines = String.join("\n", TerminalTable.lines(study(), 101, false));
    assertThat(lines.replace("\n", "")).doesNotContain("\u001b", "\u0007", "\u202e", "\u009b");
    assertThat(lines).contains("\\x1b[2J");
  }

  private static String root(String dom) {
    int start = dom.indexOf("<html");
    return dom.substring(start, dom.indexOf(">", start));
  }

  private static Explored explored() {
    Explored made = ExploredFixture.of(HOSTILE, List.of(HOSTILE, "b" + HOSTILE), 9, 9, HOSTILE);
    return new Explored(HOSTILE, "test", HOSTILE, made.arms(), made.queries(), 9, made.passages());
  }

  private static StudyResult study() {
    String ansi = "\u001b[2J\u001b]0;t\u0007\u009b31m" + HOSTILE;
    var shift = new QueryShift(HOSTILE, HOSTILE, 0, 1, HOSTILE, HOSTILE, HOSTILE, HOSTILE);
    return new StudyResult(
        HOSTILE,
        HOSTILE,
        HOSTILE,
        HOSTILE,
        HOSTILE,
        HOSTILE,
        0,
        List.of(cell(HOSTILE, .5), cell("b" + HOSTILE, -.25), failed(ansi)),
        List.of(
            new Comparison(
                HOSTILE,
                "b" + HOSTILE,
                HOSTILE,
                "test",
                "all",
                HOSTILE,
                .5,
                -.25,
                StudyFixture.evidence(.75, .01, .01, 1, 2),
                List.of(shift),
                List.of())),
        List.of(),
        List.of(new Expected(ansi, .5, false)),
        List.of(new StageRun(HOSTILE, HOSTILE, HOSTILE, HOSTILE, 1, 1, HOSTILE, HOSTILE)),
        List.of(new Curve(HOSTILE, HOSTILE, HOSTILE, new double[] {1, 2}, new double[] {1, 2})),
        ExhibitFixture.all(HOSTILE),
        List.of(new DataCard(HOSTILE, HOSTILE, true, 1, Map.of(HOSTILE, 1), HOSTILE)),
        Map.of(HOSTILE, HOSTILE),
        List.of(HOSTILE),
        Map.of(HOSTILE, HOSTILE));
  }

  private static Cell cell(String id, double value) {
    return new Cell(
        id,
        Map.of(HOSTILE, "=cmd|' /C calc'!A0"),
        "done",
        HOSTILE,
        "test",
        "all",
        HOSTILE,
        Map.of(HOSTILE, value),
        2,
        HOSTILE,
        Map.of(HOSTILE, Map.of(HOSTILE, value, "q2", .25)),
        "");
  }

  private static Cell failed(String error) {
    return new Cell(
        "=cmd", Map.of(), "failed", HOSTILE, "test", "all", "dense", Map.of(), 0, "", Map.of(),
        error);
  }
}
