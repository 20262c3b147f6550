package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.denselab.base.BadInput;
import org.denselab.base.Progress;
import org.denselab.dsl.StudyLoader;
import org.denselab.model.Encoders;
import org.denselab.model.ExportedFolder;
import org.denselab.model.ModelFolder;
import org.denselab.model.WeightsDigest;
import org.denselab.study.result.Exhibit;
import org.denselab.study.result.StudyResult;
import org.denselab.study.result.StudyResult.Cell;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two towers from YAML to results: of other sizes, trained in full and by adapters. */
class TwoTowersStudyTest {
  private static final String TOWER =
      "{preset: bert-2x128, num_hidden_layers: 1, hidden_size: %d, num_attention_heads: 2,"
          + " intermediate_size: 64, vocab_size: 300, project: 16}";
  private static final String STUDY =
      """
      study: towers
      backbone:
        query: %s
        passage: %s
      tasks:
        - {name: shelf, data: '%s', metric: nDCG@10}
      negatives: {source: bm25, depth: 20, window: [1, 20], keep: 1}
      train: {steps: 4, batch: 8, lr: 1.0e-2, query_length: 12, passage_length: 24}
      sweep:
        tuning: [{kind: none}, {kind: full}, {kind: lora, rank: 2}]
      evaluate: {controls: [untrained], retrievers: [dense], depth: 20}
      """
          .formatted(TOWER.formatted(32), TOWER.formatted(48), "%s");

  @TempDir private Path folder;

  @BeforeEach
  void writeCollection() throws IOException {
    TinyCollection.write(folder.resolve("shelf"), folder.resolve("text.txt"));
  }

  private StudyPlan plan(String set) throws IOException {
    Path yaml = folder.resolve("towers.yaml");
    Files.writeString(yaml, STUDY.formatted(folder.resolve("shelf")));
    return StudyPlanner.plan(new StudyLoader(Path.of("dsl"), Map.of()).load(yaml, set));
  }

  private StudyResult run(String set) throws IOException {
    return StudyRun.run(plan(set), new Store(folder), Progress.SILENT, "test");
  }

  private static double score(StudyResult result, String id) {
    return result.cells().stream()
        .filter(cell -> cell.id().equals(id) && cell.slice().equals("all"))
        .map(cell -> cell.metrics().get("nDCG@10"))
        .findFirst()
        .orElseThrow();
  }

  private List<Path> checkpoints() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("checkpoints"))) {
      return all.filter(path -> path.getFileName().toString().equals("step-4")).sorted().toList();
    }
  }

  @Test
  void eachTowerLearnsAndEncodesItsSide() throws IOException {
    StudyResult first = run("");
    assertThat(first.cells()).extracting(Cell::error).containsOnly("");
    assertThat(score(first, "dense-none")).isEqualTo(score(first, "untrained"));
    assertThat(checkpoints()).hasSize(2).allMatch(Encoders::areIn);
    for (Path checkpoint : checkpoints()) {
      assertThat(checkpoint.resolve("optimizer.safetensors")).exists();
      // an earlier run's towers score as they did in it
      StudyResult again =
          run("sweep.tuning=[none],evaluate.checkpoints=['%s']".formatted(checkpoint));
      var scores = List.of(score(first, "dense-full"), score(first, "dense-lora"));
      assertThat(again.cells())
          .filteredOn(cell -> cell.id().contains("step-4") && cell.slice().equals("all"))
          .singleElement()
          .satisfies(cell -> assertThat(scores).contains(cell.metrics().get("nDCG@10")));
      exportsAndComesBack(checkpoint);
    }
  }

  private void exportsAndComesBack(Path checkpoint) throws IOException {
    Path out = folder.resolve("exported-" + checkpoint.getParent().getFileName());
    ExportedFolder.write(checkpoint, out, ExportedFolder.Form.MERGED);
    try (var query = ModelFolder.read(out.resolve(Encoders.QUERY));
        var passage = ModelFolder.read(out.resolve(Encoders.PASSAGE))) {
      assertThat(query.config().hiddenSize()).isEqualTo(32);
      assertThat(passage.config().hiddenSize()).isEqualTo(48);
      assertThat(query.query().maxLength()).isEqualTo(12);
      assertThat(passage.passage().maxLength()).isEqualTo(24);
    }
    assertThatThrownBy(() -> ModelFolder.read(checkpoint))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("holds two towers; give one of them");
  }

  @Test
  void towersOfOneBackboneStartAlikeAndPart() throws IOException {
    String same = TOWER.formatted(32);
    run("sweep.tuning=[full],backbone={query: %s, passage: %s}".formatted(same, same));
    Path checkpoint = checkpoints().getFirst();
    try (var query = ModelFolder.read(checkpoint.resolve(Encoders.QUERY));
        var passage = ModelFolder.read(checkpoint.resolve(Encoders.PASSAGE))) {
      assertThat(WeightsDigest.of(query.program().parameters()))
          .isNotEqualTo(WeightsDigest.of(passage.program().parameters()));
    }
  }

  private static final String LOOKED_INTO =
      """
      study: inside
      cells:
        - {axes: {backbone: one}, set: {backbone: %1$s}}
        - {axes: {backbone: alike}, set: {backbone: {query: %1$s, passage: %1$s}}}
        - {axes: {backbone: pair}, set: {backbone: {query: %1$s, passage: %2$s}}}
      tasks:
        - {name: shelf, data: '%3$s', metric: nDCG@10}
      train: {query_length: 12, passage_length: 24}
      evaluate: {retrievers: [bm25], depth: 20}
      analysis:
        probe: {pooling: [mean], candidates: [2], examples: 20, controls: [], compare: {over: backbone, baseline: one}}
        attribution: {examples: 5, steps: 3, texts: %4$s, untrained: false, compare: {over: backbone, baseline: one}}
      """;

  private StudyPlan inside(String passage, String texts) throws IOException {
    Path yaml = folder.resolve("inside.yaml");
    Files.writeString(
        yaml, LOOKED_INTO.formatted(TOWER.formatted(32), passage, folder.resolve("shelf"), texts));
    return StudyPlanner.plan(new StudyLoader(Path.of("dsl"), Map.of()).load(yaml, ""));
  }

  private StudyResult look(StudyPlan plan) throws IOException {
    StudyResult result = StudyRun.run(plan, new Store(folder), Progress.SILENT, "test");
    assertThat(result.exit()).isZero();
    return result;
  }

  private static String other() {
    return TOWER.formatted(32).replace("}", ", draw: 1}");
  }

  /** Of two towers alike a probe finds what it finds of one; another tower for passages differs. */
  @Test
  void aProbeReadsEachSideFromItsTower() throws IOException {
    Map<String, List<Double>> accuracy = new HashMap<>();
    for (Exhibit exhibit : look(inside(other(), "passages")).exhibits())
      if (exhibit instanceof Exhibit.Lines lines && lines.title().startsWith("One of 2"))
        lines.lines().forEach(line -> accuracy.put(line.name(), line.y()));
    assertThat(accuracy).containsOnlyKeys("one", "alike", "pair");
    assertThat(accuracy.get("alike")).hasSize(2).isEqualTo(accuracy.get("one"));
    assertThat(accuracy.get("pair")).isNotEqualTo(accuracy.get("one"));
  }

  /** The passages' tower is attributed to for passages, the queries' for queries. */
  @ParameterizedTest
  @CsvSource({"passages, false", "queries, true"})
  void attributionIsOfTheTowerThatReadsTheTexts(String texts, boolean same) throws IOException {
    StudyPlan plan = inside(other(), texts);
    look(plan);
    List<String> neurons = new ArrayList<>();
    for (Stage stage : plan.stages())
      if (stage.kind().equals("attribution"))
        neurons.add(Files.readString(new Store(folder).folder(stage).resolve("neurons.json")));
    assertThat(neurons).hasSize(3);
    assertThat(neurons.get(1)).isEqualTo(neurons.get(0));
    assertThat(neurons.get(2).equals(neurons.get(0))).isEqualTo(same);
  }

  @Test
  void aProbeRefusesTowersOfOtherShapes() {
    assertThatThrownBy(() -> inside(TOWER.formatted(48), "passages"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(
            "a probe reads both towers at one layer, and the queries' has 1 of width 32, the"
                + " passages' 1 of width 48");
  }

  @Test
  void planCountsBothAndRefusesOtherWidths() throws IOException {
    assertThat(PlanSummary.lines(plan(""), new Store(folder)))
        .anyMatch(line -> line.startsWith("parameters: two towers have "));
    assertThatThrownBy(() -> plan("backbone.passage.project=8"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("towers.yaml:4:")
        .hasMessageContaining("queries are embedded in 16 numbers and passages in 8");
  }
}
