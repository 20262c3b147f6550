package org.denselab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.denselab.study.result.StudyResult;
import org.denselab.study.result.StudyResult.Cell;
import org.denselab.study.result.StudyResult.Comparison;
import org.denselab.study.result.StudyResult.QueryShift;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep: many arms, each with a baseline of its own, an axis of numbers, long texts. */
class SweepReportTest {
  private static final int QUERIES = 500;
  private static final List<String> TOKENS = List.of("16M", "0", "4M", "1M");

  @TempDir Path folder;

  @Test
  void everyArmNamesItsBaseline() {
    ResultTable table = new TableMaker(sweep()).tables().getFirst();
    assertThat(table.pairwise()).isTrue();
    assertThat(table.axes()).containsExactly("pretrain.tokens", "mixture.kind");
    assertThat(table.rows().get(2).deltas().getFirst().baseline()).isEqualTo("single-16M");
    assertThat(table.rows().get(1).deltas().getFirst().present()).isFalse();
  }

  @Test
  void linesRunOverTheNumbersInOrder() {
    var charts = ReportView.of(sweep()).sections().getFirst().charts();
    assertThat(charts.getFirst().title()).isEqualTo("nDCG@10 on task0, test, over pretrain.tokens");
    assertThat(charts.getFirst().svg()).containsSubsequence(">0<", ">1M<", ">4M<", ">16M<");
    assertThat(charts.getFirst().description()).contains("bm25 from", "dense joint from");
  }

  @Test
  void answersByTaskAndCountsTheTests() {
    Answer answer = Answer.of(sweep());
    assertThat(answer.findings()).hasSize(5);
    assertThat(answer.findings().getFirst().sentence())
        .isEqualTo(
            "joint-1M scores best with .430 nDCG@10 on task0; of 4 arms with a baseline of their"
                + " own, 4 hold, 0 fail, 0 are undecided (Δ +.020 to +.020)");
  }

  @Test
  void pageStaysUnderTwoMegabytes() throws IOException {
    Report.write(sweep(), folder);
    assertThat(Files.size(folder.resolve("index.html"))).isBetween(300_000L, 2_000_000L);
  }

  private static StudyResult sweep() {
    List<Cell> cells = new ArrayList<>();
    List<Comparison> comparisons = new ArrayList<>();
    for (int t = 0; t < 5; t++) {
      cells.add(cell("bm25", Map.of(), "task" + t, "bm25", .4));
      for (int i = 0; i < TOKENS.size(); i++) {
        double single = .35 + .02 * i;
        for (String kind : List.of("single", "joint")) {
          Map<String, String> settings = new LinkedHashMap<>();
          settings.put("pretrain.tokens", TOKENS.get(i));
          settings.put("mixture.kind", kind);
          double value = kind.equals("joint") ? single + .02 : single;
          cells.add(cell(kind + "-" + TOKENS.get(i), settings, "task" + t, "dense", value));
        }
        comparisons.add(comparison(TOKENS.get(i), "task" + t, single));
      }
    }
    return new StudyResult(
        "sweep",
        "Sweep",
        "",
        "",
        "",
        "",
        0,
        cells,
        comparisons,
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

  private static Cell cell(
      String id, Map<String, String> settings, String task, String retriever, double value) {
    Map<String, Double> scores = new LinkedHashMap<>();
    for (int q = 0; q < QUERIES; q++) scores.put("q" + q, (q * 31 + id.hashCode()) % 7 / 7.0);
    return new Cell(
        id,
        settings,
        "done",
        task,
        "test",
        "all",
        retriever,
        Map.of("nDCG@10", value),
        QUERIES,
        "judged queries",
        Map.of("nDCG@10", scores),
        "");
  }

  private static Comparison comparison(String tokens, String task, double single) {
    List<QueryShift> shifts = new ArrayList<>();
    String text = "A long passage with many words in it. ".repeat(80);
    for (int i = 0; i < 20; i++)
      shifts.add(new QueryShift("q" + i, "query " + i, 0, 1, "d" + i, text, text, text));
    return new Comparison(
        "joint-" + tokens,
        "single-" + tokens,
        task,
        "test",
        "all",
        "nDCG@10",
        single + .02,
        single,
        StudyFixture.evidence(.02, .001, .004, 15, QUERIES),
        shifts,
        shifts);
  }
}
