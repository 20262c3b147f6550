package org.denselab.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.denselab.study.result.StudyResult;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  @TempDir static Path folder;
  static StudyResult study;

  @BeforeAll
  static void write() throws IOException {
    study = StudyFixture.study();
    Report.write(study, folder);
  }

  @Test
  void writesEveryFileAndNothingHalf() throws IOException {
    try (var files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "index.html",
              "report.md",
              "results.csv",
              "per_query.csv",
              "comparisons.csv",
              "results.json",
              "figures",
              "tables",
              "study.yaml");
    }
    assertThat(folder.resolve("study.yaml")).hasContent(study.resolvedYaml());
  }

  @Test
  void jsonHasTheAgreedKeys() throws IOException {
    JsonNode json = new JsonMapper().readTree(folder.resolve("results.json").toFile());
    assertThat(json.get("study").asText()).isEqualTo("quickstart");
    assertThat(json.get("exit").asInt()).isEqualTo(1);
    assertThat(json.get("cells")).hasSize(study.cells().size());
    JsonNode cell = json.get("cells").get(3);
    assertThat(cell.fieldNames())
        .toIterable()
        .contains("id", "settings", "state", "task", "split", "slice", "retriever")
        .contains("metrics", "queries", "averaged_over")
        .doesNotContain("error");
    assertThat(cell.get("metrics").get("nDCG@10").asDouble()).isEqualTo(.602);
    assertThat(cell.get("settings").get("tuning.kind").asText()).isEqualTo("lora");
    assertThat(json.get("cells").get(5).get("error").asText()).contains("step 37");
    assertThat(json.get("comparisons").get(0).get("verdict").asText()).isEqualTo("holds");
    assertThat(json.get("stages")).hasSize(10);
  }

  @Test
  void jsonIsTheSameTwice() throws IOException {
    assertThat(folder.resolve("results.json")).hasContent(ResultsJson.of(StudyFixture.study()));
  }

  @Test
  void csvReadsBack() throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("results.csv"));
    assertThat(lines.getFirst())
        .isEqualTo(
            "id,state,task,split,slice,retriever,tuning.kind,tuning.rank,"
                + "nDCG@10,RR@10,R@100,Judged@10,queries,averaged_over,error");
    assertThat(lines.get(4)).startsWith("dense-lora,done,search,test,all,dense,lora,,0.602,");
    assertThat(lines.get(6)).contains(",0,,\"loss is not a number at step 37, batch 37");
    assertThat(Files.readAllLines(folder.resolve("per_query.csv")))
        .hasSize(1 + 5 * 4 * (120 + 40))
        .anyMatch(line -> line.matches("bm25,search,test,all,bm25,nDCG@10,q0,[01]\\.\\d+"));
  }

  @Test
  void pageIsSelfContainedAndSmall() throws IOException {
    String html = Files.readString(folder.resolve("index.html"));
    assertThat(folder.resolve("index.html").toFile())
        .hasSize(html.getBytes(StandardCharsets.UTF_8).length);
    assertThat(html.length()).isLessThan(2_000_000);
    assertThat(
            Pattern.compile("(?:src|href)\\s*=\\s*\"(?!#|data:)|@import|url\\(")
                .matcher(html)
                .find())
        .isFalse();
  }

  @Test
  void dataIsTextInPageAndMarkdown() throws IOException {
    String html = Files.readString(folder.resolve("index.html"));
    assertThat(html).contains("&lt;script&gt;document").doesNotContain(StudyFixture.SCRIPT);
    assertThat(html.split("<script", -1)).as("our four script elements").hasSize(5);
    String markdown = Files.readString(folder.resolve("report.md"));
    assertThat(markdown.replaceAll("(?s)```.*?```", "")).doesNotContain("<script>");
  }

  @Test
  void markdownTablesHaveTheirColumns() throws IOException {
    String markdown = Files.readString(folder.resolve("report.md"));
    assertThat(markdown)
        .contains("| arm | tuning.kind | nDCG@10 | RR@10 |")
        .contains("| dense-full | full | .618 |")
        .contains("**.667**")
        .contains("holds");
  }
}
