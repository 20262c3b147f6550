package org.denselab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.denselab.study.result.Explored;
import org.denselab.study.result.StudyResult;
import org.denselab.study.result.StudyResult.Cell;
import org.denselab.study.result.StudyResult.Comparison;
import org.denselab.study.result.StudyResult.Curve;
import org.denselab.study.result.StudyResult.QueryShift;
import org.denselab.study.result.StudyResult.StageRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sixty arms on eight tasks of two thousand queries: the page stays small and says what it lacks.
 */
class HugeReportTest {
  private static final int ARMS = 60;
  private static final int TASKS = 8;
  private static final int QUERIES = 2_000;
  private static final List<String> SLICES = List.of("all", "mismatch", "unseen-entity");
  private static final List<String> METRICS = List.of("nDCG@10", "RR@10", "R@100", "Judged@10");

  @TempDir Path folder;

  @Test
  void thePageStaysUnderTwoMegabytes() throws IOException {
    List<Explored> explored = new ArrayList<>();
    List<String> arms = IntStream.range(0, ARMS).mapToObj(HugeReportTest::arm).toList();
    for (int t = 0; t < TASKS; t++)
      explored.add(
          ExploredFixture.of("task" + t, arms, 312, 41, "and text that is long ".repeat(9)));

    Report.write(study(), explored, folder);

    Path page = folder.resolve("index.html");
    assertThat(Files.size(page)).isBetween(800_000L, 2_000_000L);
    assertThat(Files.readString(page))
        .contains("300 of 1,416 comparisons are shown; all are in <code>results.json</code>")
        .contains("300 of 490 stages are shown")
        .containsPattern("task0, test: the \\d+ of 312 queries on which arms differ most are here")
        .contains("tables of slices are in results.csv")
        .contains("12 of 60 lines are drawn", "One point of 6 is drawn")
        .contains("A cell is the mean of 5 by 5 values");
    assertThat(folder.resolve("figures/umap-of-the-space.csv"))
        .content()
        .hasLineCount(1 + 6 * 3 * 3_000);
    assertThat(folder.resolve("per_query.csv")).content().hasLineCount(1 + ARMS * TASKS * QUERIES);
  }

  private static String arm(int number) {
    return "dense-rank=" + number % 5 + "-rate=" + number / 5 + "e-5-seed=" + number;
  }

  private static StudyResult study() {
    List<Cell> cells = new ArrayList<>();
    List<Comparison> comparisons = new ArrayList<>();
    Map<String, Double> perQuery = new HashMap<>();
    for (int q = 0; q < QUERIES; q++) perQuery.put("q" + q, q % 5 / 4.0);
    for (int t = 0; t < TASKS; t++)
      for (String slice : SLICES)
        for (int a = 0; a < ARMS; a++) {
          cells.add(cell(a, "task" + t, slice, slice.equals("all") ? perQuery : Map.of()));
          if (a > 0) comparisons.add(comparison(a, "task" + t, slice));
        }
    return new StudyResult(
        "huge",
        "Huge",
        "",
        "study: huge\n",
        "00",
        "mvn",
        0,
        cells,
        comparisons,
        List.of(),
        List.of(),
        IntStream.range(0, 490).mapToObj(HugeReportTest::stage).toList(),
        IntStream.range(0, ARMS).mapToObj(HugeReportTest::curve).toList(),
        List.of(
            ExhibitFixture.clouds("Geometry", "", 6, 3_000),
            ExhibitFixture.grid("Attribution", "Every neuron", 300, 400, true)),
        List.of(),
        Map.of(),
        List.of(),
        Map.of());
  }

  private static Cell cell(int arm, String task, String slice, Map<String, Double> perQuery) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (String metric : METRICS) metrics.put(metric, .3 + arm / 200.0);
    return new Cell(
        arm(arm),
        Map.of("tuning.rank", "" + arm % 5, "train.rate", arm / 5 + "e-5", "seed", "" + arm),
        "done",
        task,
        "test",
        slice,
        "dense",
        metrics,
        QUERIES,
        "judged queries",
        Map.of("nDCG@10", perQuery),
        "");
  }

  private static Comparison comparison(int arm, String task, String slice) {
    var shift = new QueryShift("q1", "a query", 0, 1, "d1", "gold", "d2: before", "d3: after");
    return new Comparison(
        arm(arm),
        arm(0),
        task,
        "test",
        slice,
        "nDCG@10",
        .4,
        .3,
        StudyFixture.evidence(.1, .01, .04, ARMS, QUERIES),
        List.of(shift),
        List.of());
  }

  private static StageRun stage(int number) {
    String title = "task and " + arm(number);
    return new StageRun("train", "k".repeat(64), title, "done", number, 9, "x".repeat(90), "");
  }

  private static Curve curve(int number) {
    double[] x = IntStream.range(0, 1_000).mapToDouble(i -> i).toArray();
    double[] y = IntStream.range(0, 1_000).mapToDouble(i -> 5.0 / (1 + i)).toArray();
    return new Curve(arm(number), "step", "loss", x, y);
  }
}
