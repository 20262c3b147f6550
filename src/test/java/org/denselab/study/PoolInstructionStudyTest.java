package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.denselab.base.BadInput;
import org.denselab.base.Progress;
import org.denselab.dsl.StudyLoader;
import org.denselab.study.result.StudyResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether means cover instructions, from YAML to scores. */
class PoolInstructionStudyTest {
  private static final String STUDY =
      """
      study: pooled
      backbone:
        preset: bert-2x128
        pooling: %s
        num_hidden_layers: 1
        hidden_size: 32
        num_attention_heads: 2
        intermediate_size: 64
        vocab_size: 300
        pretrain: {objective: crop, text: '%s', steps: 2, batch: 8}
      tasks:
        - {name: shelf, data: '%s', metric: nDCG@10, query: {instruction: "say on which shelf it stands: "}}
      negatives: {source: none}
      train: {steps: 4, batch: 8, lr: 1.0e-2, query_length: 12, passage_length: 24}
      tuning: {kind: full}
      sweep: {backbone.pool_instruction: %s}
      evaluate: {retrievers: [dense], depth: 20}
      """;

  @TempDir private Path folder;

  @BeforeEach
  void writeCollection() throws IOException {
    TinyCollection.write(folder.resolve("shelf"), folder.resolve("text.txt"));
  }

  private StudyPlan plan(String pooling, String values) throws IOException {
    Path yaml = folder.resolve("pooled.yaml");
    Files.writeString(
        yaml,
        STUDY.formatted(pooling, folder.resolve("text.txt"), folder.resolve("shelf"), values));
    return StudyPlanner.plan(new StudyLoader(Path.of("dsl"), Map.of()).load(yaml, ""));
  }

  @Test
  void itIsTrainedAndEvaluatedSoAndPretrainedOnce() throws IOException {
    StudyPlan plan = plan("mean", "[true, false]");
    StudyResult result = StudyRun.run(plan, new Store(folder), Progress.SILENT, "test");
    Map<String, Double> scores = new HashMap<>();
    for (var cell : result.cells()) {
      assertThat(cell.error()).isEmpty();
      scores.put(cell.id(), cell.metrics().get("nDCG@10"));
    }
    assertThat(scores).containsOnlyKeys("dense-true", "dense-false");
    assertThat(scores.get("dense-true")).isNotEqualTo(scores.get("dense-false"));
    List<String> kinds = result.stages().stream().map(StudyResult.StageRun::kind).toList();
    assertThat(kinds).containsOnlyOnce("pretrain");
    assertThat(kinds.stream().filter("train"::equals)).hasSize(2);
  }

  /** What goes without saying is no part of the keys. */
  @Test
  void aStudyThatSaysWhatIsUsualHasTheStagesOfOneThatDoesNot() throws IOException {
    assertThat(plan("mean", "[true]").stages()).isEqualTo(plan("mean", "[none]").stages());
  }

  @Test
  void whatIsNoMeanIsRefused() {
    assertThatThrownBy(() -> plan("auto", "[false]"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("pool_instruction is about a mean over tokens, and pooling is cls");
  }
}
