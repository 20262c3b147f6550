package org.denselab.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What analyses leave is drawn, printed, and handed out in numbers. */
class ExhibitTest {
  @TempDir static Path folder;
  static String html;
  static String markdown;

  @BeforeAll
  static void write() throws IOException {
    Report.write(StudyFixture.study(), folder);
    html = Files.readString(folder.resolve("index.html"));
    markdown = Files.readString(folder.resolve("report.md"));
  }

  @Test
  void exhibitsStandUnderTheirHeadingsInTheOrderGiven() {
    assertThat(html.split("<h2 "))
        .extracting(part -> part.replaceAll("(?s).*?>(.*?)<.*", "$1"))
        .containsSubsequence("Tests", "Claims", "Probing", "Mixture", "Attribution", "Geometry")
        .containsSubsequence("Geometry", "Queries");
    int mixture = html.indexOf(">Mixture</h2>");
    assertThat(html.indexOf("Joint minus single by size", mixture))
        .isLessThan(html.indexOf("Gradient cosine between tasks", mixture));
  }

  @Test
  void claimsStandAtTheTopWithTheirVerdict() {
    String answer = html.substring(html.indexOf("id=\"answer\""), html.indexOf("id=\"failures\""));
    assertThat(answer)
        .contains("<span class=\"badge holds\">holds</span> <strong>Fine-tuning moves")
        .contains("<span class=\"badge undecided\">undecided</span> <strong>Deltas shrink");
    assertThat(markdown).contains("- **undecided**: Deltas shrink with size: slope");
  }

  @Test
  void tablesSaySignsWithoutColours() {
    assertThat(html)
        .contains("gain\" data-value=\"0.431\">▲.431</td>")
        .contains("loss\" data-value=\"-0.029\">−.029<sup>‡</sup></td>");
    assertThat(markdown).contains("| tools | .612 | ▼.583 | −.029‡ |");
  }

  @Test
  void jsonHoldsEveryExhibitAndNullForWhatIsNotKnown() throws IOException {
    var json = new JsonMapper().readTree(folder.resolve("results.json").toFile());
    assertThat(json.get("exhibits").findValuesAsText("kind"))
        .containsExactly("claim", "claim", "lines", "lines", "grid", "grid", "points", "table");
    var line = json.get("exhibits").get(3).get("lines").get(0);
    assertThat(line.get("y").get(1).isNull()).isTrue();
    assertThat(json.get("exhibits").get(3).get("x_label").asText()).startsWith("non-embedding");
  }

  @Test
  void everyFigureHasItsFiles() throws IOException {
    for (String name : List.of("accuracy-by-layer", "umap-of-the-space", "training-loss-over-step"))
      assertThat(folder.resolve("figures/" + name + ".svg")).content().doesNotContain("var(--");
    assertThat(folder.resolve("figures/accuracy-by-layer.csv"))
        .content()
        .startsWith("line,layer,accuracy,low,high,mark\npre-trained,0,0.5,0.47,0.53,\n");
    assertThat(folder.resolve("tables/single-against-joint.tex"))
        .content()
        .contains(
            Latex.FITTING
                + "\\begin{tabular}{lrrr}\n\\toprule\ntask & single & joint & $\\Delta$ \\\\\n")
        .contains("tools & .612 & $\\downarrow$.583 & $-$.029\\textsuperscript{$\\ddagger$} \\\\");
    assertThat(folder.resolve("tables/single-against-joint.csv"))
        .content()
        .isEqualTo(
            """
            task,single,joint,Δ,Δ mark
            qa,0.412,0.431,0.019,†
            tools,0.612,0.583,-0.029,‡
            nli,0.5,0.5,0.0,
            """);
    assertThat(folder.resolve("tables/search-test.tex")).content().contains("\\textbf{.667}");
    assertThat(folder.resolve("tables/tests.csv")).exists();
  }

  @Test
  void filesOfAnEarlierRunGo() throws IOException {
    Path stale = folder.resolve("figures/stale.svg");
    Files.writeString(stale, "");
    Report.write(StudyFixture.study(), folder);
    assertThat(stale).doesNotExist();
  }
}
