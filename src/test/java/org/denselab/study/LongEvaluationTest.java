package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Head;
import org.denselab.base.BadInput;
import org.denselab.base.Progress;
import org.denselab.dsl.Presets;
import org.denselab.dsl.StudyLoader;
import org.denselab.engine.Batch;
import org.denselab.engine.GoldenFolder;
import org.denselab.engine.Request;
import org.denselab.engine.plan.PlanEngine;
import org.denselab.engine.plan.ProductLibrary;
import org.denselab.graph.Outline;
import org.denselab.graph.Pooling;
import org.denselab.study.result.Exhibit;
import org.denselab.study.result.StudyResult;
import org.denselab.study.stage.Architectures;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trained on short texts, evaluated on long ones. */
class LongEvaluationTest {
  private static final String STUDY =
      """
      study: long
      backbone:
        preset: %s-2x128
        num_hidden_layers: 1
        hidden_size: 32
        num_attention_heads: 2
        intermediate_size: 64
        vocab_size: 300
        max_position_embeddings: 64
      tasks:
        - {name: shelf, data: '%s', metric: nDCG@10}
      negatives: {source: none}
      train: {steps: 2, batch: 8, lr: 1.0e-3, query_length: 12, passage_length: 24}
      tuning: {kind: full}
      sweep: {evaluate.override.passage_length: [24, %d]}
      evaluate: {retrievers: [dense], depth: 20}
      """;

  @TempDir private Path folder;

  @BeforeEach
  void writeCollection() throws IOException {
    TinyCollection.write(folder.resolve("shelf"), folder.resolve("text.txt"));
  }

  /** BM25 that reads as far as the backbone: of short passages all, of cut ones their beginning. */
  @Test
  void whatIsCutOffIsToldApart() throws IOException {
    var set =
        "evaluate.retrievers=[bm25, bm25_cut, dense],evaluate.baseline=bm25_cut,"
            + "backbone.vocab_size=400";
    StudyResult result =
        StudyRun.run(plan("bert", 4, set), new Store(folder), Progress.SILENT, "test");
    assertThat(result.cells()).extracting(StudyResult.Cell::error).containsOnly("");
    Map<String, Double> scores = new HashMap<>();
    result.cells().forEach(cell -> scores.put(cell.id(), cell.metrics().get("nDCG@10")));
    assertThat(scores).containsOnlyKeys("bm25", "bm25_cut-24", "bm25_cut-4", "dense-24", "dense-4");
    assertThat(scores.get("bm25_cut-24")).isEqualTo(scores.get("bm25")).isGreaterThan(.9);
    assertThat(scores.get("bm25_cut-4")).isLessThan(scores.get("bm25") - .1);
    assertThat(result.comparisons())
        .extracting(c -> c.cell() + " " + c.baseline())
        .contains("dense-4 bm25_cut-4", "dense-24 bm25_cut-24")
        .doesNotContain("dense-4 bm25_cut-24");

    var lines = exhibit(result, Exhibit.Lines.class);
    assertThat(lines.lines())
        .extracting(Exhibit.Line::name)
        .containsExactlyInAnyOrder("bm25", "bm25_cut", "dense");
    for (Exhibit.Line line : lines.lines()) {
      assertThat(line.x()).containsExactly(4.0, 24.0);
      for (int i = 0; i < 2; i++) {
        String id = line.name().equals("bm25") ? "bm25" : line.name() + (i == 0 ? "-4" : "-24");
        assertThat(line.y().get(i)).isCloseTo(scores.get(id), within(1e-9));
        assertThat(line.low().get(i)).isLessThanOrEqualTo(line.y().get(i));
      }
    }
    assertThat(exhibit(result, Exhibit.Table.class).rows())
        .extracting(row -> row.get(0).text() + " " + row.get(1).text() + " " + row.get(2).text())
        .containsExactlyInAnyOrder(
            "bm25_cut 4 0 %", "bm25_cut 24 100 %", "dense 4 0 %", "dense 24 100 %");
  }

  private static <T extends Exhibit> T exhibit(StudyResult result, Class<T> kind) {
    return result.exhibits().stream()
        .filter(exhibit -> exhibit.section().equals("Length"))
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst()
        .orElseThrow();
  }

  private StudyPlan plan(String family, int length, String set) throws IOException {
    Path yaml = folder.resolve("long.yaml");
    Files.writeString(yaml, STUDY.formatted(family, folder.resolve("shelf"), length));
    return StudyPlanner.plan(new StudyLoader(Path.of("dsl"), Map.of()).load(yaml, set));
  }

  @Test
  void aRotaryFamilyReadsPastWhatItWasTrainedAndMadeFor() throws IOException {
    StudyResult result =
        StudyRun.run(plan("llama", 8192, ""), new Store(folder), Progress.SILENT, "test");
    assertThat(result.cells()).extracting(StudyResult.Cell::error).containsOnly("");
    assertThat(result.cells())
        .filteredOn(cell -> cell.slice().equals("all"))
        .extracting(StudyResult.Cell::id)
        .containsExactlyInAnyOrder("dense-24", "dense-8192");
    assertThat(result.stages()).extracting(StudyResult.StageRun::kind).containsOnlyOnce("train");
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(file -> file.endsWith("notes.txt")).map(LongEvaluationTest::text))
          .anyMatch(notes -> notes.contains("passages of up to 8,192 tokens"));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void pastTheRowsOfAPositionTableIsRefusedBeforeAnythingRuns() {
    assertThatThrownBy(() -> plan("bert", 65, ""))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("long.yaml:15:")
        .hasMessageContaining(
            "evaluate.override.passage_length 65 is more than max_position_embeddings 64; the"
                + " longest is 64");
  }

  private static final int LONG = 8192;

  static Stream<GoldenFolder> goOn() {
    return GoldenFolder.oneOfEach().filter(golden -> golden.config().longest() >= LONG);
  }

  static Stream<GoldenFolder> end() {
    return GoldenFolder.oneOfEach().filter(golden -> golden.config().longest() < LONG);
  }

  /** A plan of reading passages of 8,192 tokens with a folder's backbone. */
  private StudyPlan planLong(GoldenFolder golden) throws IOException {
    Path copy = Files.createDirectories(folder.resolve("copy"));
    Files.copy(golden.path().resolve("config.json"), copy.resolve("config.json"));
    Files.copy(golden.values().resolve("model.safetensors"), copy.resolve("model.safetensors"));
    Files.writeString(copy.resolve("vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\n");
    return plan("bert", LONG, "backbone={weights: '%s'}".formatted(copy));
  }

  @ParameterizedTest
  @MethodSource("goOn")
  void textsOf8192TokensAreEmbedded(GoldenFolder golden) throws IOException {
    assertThat(planLong(golden).stages()).isNotEmpty();
    assumeThat(ProductLibrary.usual().available())
        .as("nothing multiplies for plans on this platform")
        .isTrue();
    int[] ids = new Random(1).ints(LONG, 0, golden.config().vocabularySize()).toArray();
    try (var program = golden.program(Head.of(Pooling.MEAN, false));
        var run = new PlanEngine().compile(program, Request.inference("embedding"))) {
      float[] whole = run.forward(Batch.of(new int[][] {ids})).get("embedding").values();
      ids[0] = (ids[0] + 1) % golden.config().vocabularySize();
      float[] other = run.forward(Batch.of(new int[][] {ids})).get("embedding").values();
      for (float value : whole) assertThat(value).isFinite();
      assertThat(other).as("the first of 8,192 tokens matters").isNotEqualTo(whole);
    }
  }

  @ParameterizedTest
  @MethodSource("end")
  void pastItsPositionsAFamilyIsRefused(GoldenFolder golden) {
    assertThatThrownBy(() -> planLong(golden))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("long.yaml:15:")
        .hasMessageContaining(
            "passage_length 8192 is more than the %d positions of %s; the longest is ",
            golden.config().longest(), golden.config().family());
  }

  /** What a pass takes grows with its tokens, not with their square. */
  @ParameterizedTest
  @ValueSource(strings = {"llama-2x128", "t5-2x128", "qwen2-2x128", "gemma-2x128", "phi-2x128"})
  void memoryIsLinearInLength(String preset) {
    var config = Architectures.config(new Presets(Path.of("dsl")).architecture(preset));
    Outline outline = Backbones.outline(config, Head.of(Pooling.MEAN, true));
    var engine = new PlanEngine();
    long[] bytes = new long[4];
    for (int i = 0; i < bytes.length; i++)
      bytes[i] =
          engine
              .workspace(outline, Request.inference("embedding"), List.of(new int[] {1024 << i}))
              .orElseThrow();
    for (int i = 1; i < bytes.length; i++)
      assertThat((double) bytes[i] / bytes[i - 1])
          .as("%s, %d tokens", preset, 1024 << i)
          .isBetween(1.5, 2.1);
  }
}
