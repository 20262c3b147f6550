package org.denselab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.denselab.study.result.Evidence;
import org.denselab.study.result.StudyResult;
import org.denselab.study.result.StudyResult.Cell;
import org.denselab.study.result.StudyResult.Comparison;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Daggers and colours say what the verdict says, at the study's own level. */
class MarksTest {
  private static final String LEGEND =
      "† the claim holds or fails: the interval excludes 0 and p, corrected, is under .10; ‡ the"
          + " same with p under .01; no mark: undecided.";

  @TempDir static Path folder;

  @BeforeAll
  static void write() throws IOException {
    Report.write(study(), folder);
  }

  /** Three arms: p tiny but 0 within the interval; decided at .10; decided and p tiny. */
  private static StudyResult study() {
    return new StudyResult(
        "s",
        "S",
        "",
        "",
        "",
        "",
        0,
        List.of(cell("bm25", .4), cell("shy", .43), cell("bold", .46), cell("clear", .3)),
        List.of(
            comparison("shy", .43, -.01, .07, .001, "undecided"),
            comparison("bold", .46, .02, .10, .08, "holds"),
            comparison("clear", .3, -.14, -.06, .001, "fails")),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        List.of(),
        Map.of());
  }

  private static Cell cell(String id, double value) {
    return new Cell(
        id,
        Map.of(),
        "done",
        "search",
        "test",
        "all",
        id,
        Map.of("nDCG@10", value),
        100,
        "judged",
        Map.of(),
        "");
  }

  private static Comparison comparison(
      String cell, double value, double low, double high, double p, String verdict) {
    var evidence =
        new Evidence(
            "t",
            3,
            100,
            value - .4,
            low,
            high,
            .9,
            p,
            p,
            3,
            verdict,
            Evidence.Equivalence.NONE,
            .02);
    return new Comparison(
        cell, "bm25", "search", "test", "all", "nDCG@10", value, .4, evidence, List.of(),
        List.of());
  }

  private static String read(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  @Test
  void thePageMarksWhatIsDecided() throws IOException {
    String html = read("index.html");
    assertThat(html)
        .contains(LEGEND)
        .contains("number delta\" title=\"p = .001 against bm25\">+.030<sup></sup>")
        .contains("number delta gain\" title=\"p = .080 against bm25\">+.060<sup>†</sup>")
        .contains("number delta loss\" title=\"p = .001 against bm25\">−.100<sup>‡</sup>")
        .contains("<td class=\"number delta\">+.030<sup></sup>")
        .contains("<td class=\"number delta gain\">+.060<sup>†</sup>")
        .contains("<td class=\"number delta loss\">−.100<sup>‡</sup>");
  }

  @Test
  void markdownDoesLikewise() throws IOException {
    assertThat(read("report.md"))
        .contains(LEGEND)
        .contains("| shy | .430 | +.030 | 100 |")
        .contains("| bold | **.460** | +.060† | 100 |")
        .contains("| nDCG@10 | −.100‡ |");
  }

  @Test
  void papersAndSheetsDoLikewise() throws IOException {
    for (String table : List.of("search-test", "tests")) {
      assertThat(read("tables/" + table + ".tex"))
          .contains("$\\dagger$ the claim holds or fails")
          .contains("+.030 ")
          .contains("+.060\\textsuperscript{$\\dagger$}")
          .contains("$-$.100\\textsuperscript{$\\ddagger$}");
    }
    assertThat(read("tables/search-test.csv").lines().toList())
        .anyMatch(line -> line.startsWith("shy") && line.endsWith(",100.0,"))
        .anyMatch(line -> line.startsWith("bold") && line.endsWith("†"))
        .anyMatch(line -> line.startsWith("clear") && line.endsWith("‡"));
  }

  @Test
  void theTerminalDoesLikewise() {
    List<String> lines = TerminalTable.lines(study(), 101, true);
    assertThat(lines)
        .anyMatch(line -> line.contains("shy") && line.contains("  +.030"))
        .noneMatch(line -> line.contains("m+.030"))
        .anyMatch(line -> line.contains("bold") && line.contains(Ink.GREEN + "m+.060* "))
        .anyMatch(line -> line.contains("clear") && line.contains(Ink.RED + "m-.100**"))
        .anyMatch(
            line ->
                line.contains(
                    "* holds or fails, p < .10 (Holm)   ** p < .01 too   no mark: undecided"));
  }
}
