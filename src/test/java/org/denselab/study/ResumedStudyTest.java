package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.denselab.base.Kept;
import org.denselab.base.Progress;
import org.denselab.dsl.StudyLoader;
import org.denselab.study.result.StudyResult;
import org.denselab.study.result.StudyResult.StageRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings that fail after every few steps, and go on when the study is run again. */
class ResumedStudyTest {
  private static final int STEPS_A_RUN = 4;
  private static final String STUDY =
      """
      study: tiny
      backbone:
        preset: bert-2x128
        num_hidden_layers: 1
        hidden_size: 32
        num_attention_heads: 2
        intermediate_size: 64
        vocab_size: 300
        pretrain: {objective: mlm, text: '%s', steps: 5, batch: 8, length: 16}
      tasks:
        - {name: shelf, data: '%s', metric: nDCG@10}
      negatives: {source: bm25, depth: 20, window: [1, 20], keep: 1}
      train: {steps: 6, checkpoints: [2, 6], batch: 8, accumulate: 2, lr: 1.0e-3, query_length: 12, passage_length: 24}
      sweep:
        tuning: [{kind: full}, {kind: lora, rank: 2}]
      evaluate: {retrievers: [dense]}
      """;

  @TempDir private Path folder;
  private int steps;
  private int failures;

  @BeforeEach
  void keepAlways() throws IOException {
    System.setProperty(Kept.SETTING, "0");
    Path text = folder.resolve("text.txt");
    TinyCollection.write(folder.resolve("shelf"), text);
    Files.writeString(folder.resolve("tiny.yaml"), STUDY.formatted(text, folder.resolve("shelf")));
  }

  @AfterEach
  void keepAsUsual() {
    System.clearProperty(Kept.SETTING);
  }

  @Test
  void theNumbersAreThoseOfAnUndisturbedRun() throws IOException {
    StudyResult whole = run("whole", Integer.MAX_VALUE);
    int undisturbed = steps;
    steps = 0;
    StudyResult broken = run("broken", STEPS_A_RUN);
    while (broken.stages().stream().map(StageRun::state).anyMatch("failed"::equals)) {
      assertThat(failures).isLessThan(60);
      broken = run("broken", steps + STEPS_A_RUN);
    }
    assertThat(failures).isGreaterThan(2);
    assertThat(steps).as("each failure takes back one step").isEqualTo(undisturbed + failures);
    assertThat(broken.cells()).isEqualTo(whole.cells());
    assertThat(broken.comparisons()).isEqualTo(whole.comparisons());
    assertThat(broken.notes()).isEqualTo(whole.notes());
    assertThat(broken.curves()).usingRecursiveComparison().isEqualTo(whole.curves());
  }

  /** Fails at a step, counted over all trainings and runs. */
  private StudyResult run(String store, int failAt) throws IOException {
    var plan =
        StudyPlanner.plan(
            new StudyLoader(Path.of("dsl"), Map.of()).load(folder.resolve("tiny.yaml"), ""));
    Progress.Source failing =
        (_, _, _) ->
            new Progress() {
              @Override
              public void step(long count) {}

              @Override
              public void note(String remark) {
                if (++steps < failAt) return;
                failures++;
                throw new IllegalStateException("stopped");
              }

              @Override
              public void close() {}
            };
    return StudyRun.run(plan, new Store(folder.resolve(store)), failing, "test");
  }
}
