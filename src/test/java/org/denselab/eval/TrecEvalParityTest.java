package org.denselab.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.denselab.data.Qrels;
import org.denselab.data.Run;
import org.denselab.data.format.QrelsFile;
import org.denselab.data.format.RunFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every number that trec_eval printed on real runs, to the printed digit. */
class TrecEvalParityTest {
  private static final Path FOLDER = Path.of("../shared/data/fixtures/trec_eval");

  /** What trec_eval prints and Denselab does not compute. */
  private static final String OTHERS =
      "runid|relstring.*|gm_.*|iprec_.*|11pt_avg.*|ndcg_rel|ndcg_1=.*|Rndcg|G|binG|set_.*|utility.*"
          + "|infAP|unj_.*|rbp.*|relative_P.*|Rprec_mult.*|num_nonrel_judged_ret";

  @TempDir Path temporary;

  @BeforeAll
  static void fixturesAreThere() {
    assumeTrue(Files.isDirectory(FOLDER), "no " + FOLDER + ": trec_eval's outputs not compared");
  }

  @ParameterizedTest
  @CsvSource({
    "cacm.bm25, cacm, cacm.bm25, 1, false",
    "cacm.ties, cacm, cacm.ties, 1, false",
    "cacm.half, cacm, cacm.half, 1, false",
    "cacm.half.c, cacm, cacm.half, 1, true",
    "dl19.bm25, dl19-passage, dl19.bm25, 1, false",
    "dl19.bm25.l2, dl19-passage, dl19.bm25, 2, false",
    "dl19.splade, dl19-passage, dl19.splade, 1, false",
    "dl19.tasb, dl19-passage, dl19.tasb, 1, false",
    "dl20.bm25, dl20-passage, dl20.bm25, 1, false",
    "dl20.bm25.l2, dl20-passage, dl20.bm25, 2, false",
    "dl20.tasb, dl20-passage, dl20.tasb, 1, false"
  })
  void equalsOnRealRuns(String name, String qrels, String run, int level, boolean complete)
      throws IOException {
    var judgments = QrelsFile.read(FOLDER.resolve("qrels." + qrels + ".txt"));
    var hits = RunFile.read(FOLDER.resolve("run." + run + ".txt"));
    var options = Options.DEFAULT.withLevel(level);
    if (complete) options = options.complete();
    compare(FOLDER.resolve("expected." + name + ".txt"), hits, judgments, options);
    compare(
        FOLDER.resolve("expected." + name + ".mrr10.txt"), hits, judgments, options.withDepth(10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"out.test", "out.test.a", "out.test.aq", "out.test.meas_params"})
  void equalsOnUpstreamTests(String expected) throws IOException {
    compareUpstream(expected, "results.test", "qrels.test", Options.DEFAULT);
  }

  @Test
  void equalsOnUpstreamTestsWithOptions() throws IOException {
    var complete = Options.DEFAULT.complete();
    compareUpstream("out.test.aqc", "results.trunc", "qrels.test", complete);
    compareUpstream("out.test.aqcM", "results.trunc", "qrels.test", complete.withDepth(100));
    compareUpstream(
        "out.test.aql", "results.test", "qrels.rel_level", Options.DEFAULT.withLevel(2));
  }

  @Test
  void everyExpectedFileIsCompared() throws IOException {
    try (var files = Files.list(FOLDER)) {
      assertThat(files.filter(f -> f.getFileName().toString().startsWith("expected."))).hasSize(22);
    }
    try (var files = Files.list(FOLDER.resolve("upstream-test"))) {
      assertThat(files.filter(f -> f.getFileName().toString().startsWith("out."))).hasSize(7);
    }
  }

  /** The upstream run has words after its last column, which our reader does not take. */
  private Path sixColumns(Path run) throws IOException {
    var lines = new ArrayList<String>();
    for (String line : Files.readAllLines(run))
      lines.add(String.join(" ", List.of(line.split("\\s+")).subList(0, 6)));
    return Files.write(temporary.resolve("run"), lines);
  }

  private void compareUpstream(String out, String run, String qrels, Options options)
      throws IOException {
    Path folder = FOLDER.resolve("upstream-test");
    compare(
        folder.resolve(out),
        RunFile.read(sixColumns(folder.resolve(run))),
        QrelsFile.read(folder.resolve(qrels)),
        options);
  }

  private static void compare(Path expected, Run run, Qrels qrels, Options options)
      throws IOException {
    var rows = new ArrayList<String[]>();
    Set<String> names = new LinkedHashSet<>();
    for (String line : Files.readAllLines(expected)) {
      String[] row = line.split("\\s+");
      if (row[0].matches(OTHERS)) continue;
      rows.add(row);
      names.add(row[0]);
    }
    assertThat(rows).as(expected.toString()).isNotEmpty();
    List<Metric> metrics = names.stream().map(Metric::parse).toList();
    var evaluation = Evaluation.of(run, qrels, metrics, options);
    for (String[] row : rows) {
      var metric = Metric.parse(row[0]);
      Double value =
          row[1].equals("all")
              ? evaluation.aggregates().get(metric)
              : evaluation.perQuery().get(metric).get(row[1]);
      String printed =
          row[2].contains(".") ? EvalReport.fourDigits(value) : Long.toString(Math.round(value));
      assertThat(printed).as("%s: %s of %s", expected, row[0], row[1]).isEqualTo(row[2]);
    }
  }
}
