package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.denselab.base.Progress;
import org.denselab.dl4j.Deeplearning4jReader;
import org.denselab.dsl.StudyLoader;
import org.denselab.train.Course;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lengths of pre-training that share one run. */
class PretrainChainTest {
  private static final String STUDY =
      """
      study: chain
      backbone:
        preset: %s
        num_hidden_layers: 1
        hidden_size: 32
        num_attention_heads: 2
        intermediate_size: 64
        vocab_size: 300
        pretrain: {objective: %s, text: '%s', %s, batch: 8, length: 16}
      tuning: {kind: none}
      tasks:
        - {name: shelf, data: '%s', metric: nDCG@10}
      evaluate: {retrievers: [dense], depth: 20}
      """;

  private static final String SWEPT = "steps: 20, schedule: constant, warmup: 2, decay: 3";

  @TempDir private Path folder;
  private Path text;

  @BeforeEach
  void writeCollection() throws IOException {
    text = folder.resolve("text.txt");
    TinyCollection.write(folder.resolve("shelf"), text);
  }

  private StudyPlan plan(String preset, String objective, String course) throws IOException {
    Path yaml = folder.resolve("chain.yaml");
    Files.writeString(
        yaml, STUDY.formatted(preset, objective, text, course, folder.resolve("shelf")));
    boolean sweeps = !course.startsWith("steps: 14");
    String set = sweeps ? "sweep.backbone.pretrain.steps=[5, 9, 14]" : "";
    return StudyPlanner.plan(new StudyLoader(Path.of("dsl"), Map.of()).load(yaml, set));
  }

  private static List<Stage> pretraining(StudyPlan plan) {
    return plan.stages().stream().filter(stage -> stage.kind().equals("pretrain")).toList();
  }

  private Path run(StudyPlan plan, String store) throws IOException {
    var to = new Store(folder.resolve(store));
    var result = StudyRun.run(plan, to, Progress.SILENT, "test");
    assertThat(result.exit()).isZero();
    return to.folder(pretraining(plan).getLast());
  }

  /** Moments, place in the data, dropout and the head's weights go on as if nothing had stopped. */
  @ParameterizedTest
  @CsvSource({"bert-2x128, crop", "bert-2x128, mlm", "llama-2x128, clm"})
  void stopsOnTheWayChangeNoBit(String preset, String objective) throws IOException {
    Path unbroken =
        run(
            plan(preset, objective, "steps: 14, schedule: constant, warmup: 2, decay: 3"),
            "unbroken");
    Path chained = run(plan(preset, objective, SWEPT), "chained");
    assertThat(chained.getFileName()).isEqualTo(unbroken.getFileName());
    for (String file : List.of("model.safetensors", "losses.txt"))
      assertThat(chained.resolve(file)).hasSameBinaryContentAs(unbroken.resolve(file));
    List<String> losses = Files.readAllLines(chained.resolve("losses.txt"));
    assertThat(losses).hasSize(14);
    for (Path run : List.of(chained, unbroken))
      assertThat(Deeplearning4jReader.losses(run.resolve(Course.STATISTICS)))
          .extracting(Object::toString)
          .isEqualTo(losses);
  }

  @Test
  void thePlanSaysWhatIsShared() throws IOException {
    var stages = pretraining(plan("bert-2x128", "mlm", SWEPT));
    assertThat(stages)
        .extracting(Stage::title)
        .containsExactlyInAnyOrder(
            "bert-2x128 on text.txt, at one rate up to 5 steps",
            "bert-2x128 on text.txt, 5 steps, falling over the last 3",
            "bert-2x128 on text.txt, at one rate up to 9 steps",
            "bert-2x128 on text.txt, 9 steps, falling over the last 3",
            "bert-2x128 on text.txt, at one rate up to 14 steps",
            "bert-2x128 on text.txt, 14 steps, falling over the last 3");
    Stage trunk = stages.stream().filter(s -> s.title().endsWith("up to 9 steps")).findAny().get();
    assertThat(trunk.inputs())
        .filteredOn(input -> input.kind().equals("pretrain"))
        .singleElement()
        .satisfies(before -> assertThat(before.title()).endsWith("up to 5 steps"));
  }

  @Test
  void withoutADecayEachStopIsItsOwnModel() throws IOException {
    assertThat(pretraining(plan("bert-2x128", "mlm", "steps: 20, schedule: constant"))).hasSize(3);
    Path stop = run(plan("bert-2x128", "mlm", "steps: 20, schedule: constant"), "stops");
    assertThat(stop.resolve("stop")).isDirectoryContaining("glob:**model.safetensors");
  }

  /** A rate that falls knows its end: step 5 of 14 is no run of 5 steps. */
  @Test
  void ratesThatFallFromTheStartShareNothing() throws IOException {
    var stages = pretraining(plan("bert-2x128", "mlm", "steps: 20, schedule: linear"));
    assertThat(stages).hasSize(3);
    for (Stage stage : stages)
      assertThat(stage.inputs()).extracting(Stage::kind).doesNotContain("pretrain");
  }
}
