package org.denselab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A study that chooses its rate on dev, one of them absurd, is killed again and again: the same
 * numbers. While it is dead, status and report say what there is.
 */
@Tag("slow")
class ChoosingKillsTest {
  private static final Logger LOG = LogManager.getLogger();
  private static final int KILLS = 4;
  private static final int LATEST_MILLIS = 9_000;

  private static final String STUDY =
      """
      study: choosing
      question: Does a killed choice choose the same?
      extends: recipes/contrastive
      seeds: [1, 2]
      backbone: {preset: bert-2x128, num_hidden_layers: 1, hidden_size: 64, num_attention_heads: 2, intermediate_size: 128, project: 32}
      tasks:
        - {name: search, data: atlas/search, metric: nDCG@10}
        - {name: tools, data: atlas/tools, metric: nDCG@5}
      negatives: {source: bm25, depth: 50, window: [2, 50], keep: 1}
      train: {steps: 40, batch: 16, lr: 1.0e-3, warmup: 5, query_length: 24, passage_length: 32}
      select: {rule: best, split: dev, over: [train.lr], seeds: [1]}
      sweep:
        train.lr: [1.0e-3, 1.0e-2, 1.0e+30]
        mixture.kind: [single, joint]
      evaluate: {retrievers: [dense], depth: 50}
      """;

  @TempDir private Path here;

  @Test
  void killsChangeNoNumberAndADeadStudyTellsHowFarItIs() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "looks at processes through /proc");
    long seed = Long.getLong("seed", System.nanoTime());
    LOG.info("to repeat: -Dseed={}", seed);
    Path yaml = Files.writeString(here.resolve("choosing.yaml"), STUDY);
    var runs = new KilledRuns(here, "choosing", List.of("-Dexp=" + yaml), LATEST_MILLIS);
    runs.whole();
    var first = runs.run("killed");
    while (trainings() < 3) { // the third one diverges
      assertThat(first.isAlive()).as("killed while it trains").isTrue();
      Thread.sleep(20);
    }
    assertThat(runs.kill(first)).isTrue();
    tells(runs);
    runs.killed(KILLS - 1, new Random(seed));
  }

  /** Trainings that are done, one way or the other. */
  private int trainings() throws IOException {
    Path models = here.resolve("killed/checkpoints");
    if (!Files.isDirectory(models)) return 0;
    try (Stream<Path> folders = Files.list(models)) {
      return (int)
          folders.filter(folder -> folder.getFileName().toString().startsWith("train-")).count();
    }
  }

  private void tells(KilledRuns runs) throws IOException, InterruptedException {
    var status = runs.verb("status", "killed");
    LOG.info("status: {}", status.out());
    assertThat(status.code()).as(status.err()).isZero();
    assertThat(status.out())
        .contains("choosing: is not running")
        .contains("cells: 0 of 4 have their numbers")
        .containsPattern("  pending +\\d+ of \\d+ stages  dense-single, search test")
        .containsPattern("train search .*1.0e\\+30.* diverged at step ")
        .contains("time: about ");
    var counts =
        Pattern.compile("stages: (\\d+) done, 0 running, 0 failed, (\\d+) pending, 1 diverged, ")
            .matcher(status.out());
    assertThat(counts.find()).as(status.out()).isTrue();

    var report = runs.verb("report", "killed");
    LOG.info("report: {}", report.out());
    assertThat(report.code()).as(report.err()).isZero();
    int pending = Integer.parseInt(counts.group(2));
    assertThat(report.out())
        .contains("made while the study was unfinished: %d of ".formatted(pending));
    Path folder = here.resolve("killed/reports/choosing");
    assertThat(Files.readString(folder.resolve("report.md")))
        .startsWith("# choosing (synthetic data, unfinished)");
    JsonNode results = new ObjectMapper().readTree(folder.resolve("results.json").toFile());
    assertThat(results.path("exit").asInt()).isEqualTo(130);
    assertThat(states(results, "cached")).isEqualTo(Long.parseLong(counts.group(1))).isPositive();
    assertThat(states(results, "diverged")).isEqualTo(1);
    assertThat(states(results, "pending")).isEqualTo(pending).isPositive();
    assertThat(results.path("cells"))
        .allSatisfy(cell -> assertThat(cell.path("error").asText()).startsWith("not done yet: "));
  }

  private static long states(JsonNode results, String state) {
    return results
        .path("stages")
        .valueStream()
        .filter(s -> s.path("state").asText().equals(state))
        .count();
  }
}
