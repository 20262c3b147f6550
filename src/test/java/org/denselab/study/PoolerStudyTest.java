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
import org.denselab.model.ExportedFolder;
import org.denselab.model.ModelFolder;
import org.denselab.study.result.StudyResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** BERT's pooler from YAML to scores: where a folder has one, and nowhere else. */
class PoolerStudyTest {
  private static final String STUDY =
      """
      study: pooler
      backbone: {%s, pooling: cls, normalize: false}
      tasks:
        - {name: shelf, data: '%s', metric: nDCG@10}
      negatives: {source: none}
      train: {steps: 2, batch: 8, lr: 1.0e-3, query_length: 12, passage_length: 16}
      sweep:
        backbone.pooling: [cls, pooler]
        tuning: [{kind: none}, {kind: full}]
      evaluate: {retrievers: [dense], depth: 20}
      analysis:
        attribution: {examples: 4, steps: 3, untrained: false}
      """;

  @TempDir private Path folder;

  @BeforeEach
  void writeCollection() throws IOException {
    TinyCollection.write(folder.resolve("shelf"), folder.resolve("text.txt"));
  }

  private StudyPlan plan(String backbone) throws IOException {
    Path yaml = folder.resolve("pooler.yaml");
    Files.writeString(yaml, STUDY.formatted(backbone, folder.resolve("shelf")));
    return StudyPlanner.plan(new StudyLoader(Path.of("dsl"), Map.of()).load(yaml, ""));
  }

  private String golden(String family) throws IOException {
    Path to = Files.createDirectories(folder.resolve(family));
    for (String file : List.of("config.json", "model.safetensors"))
      Files.copy(Path.of("src/test/resources/golden", family, file), to.resolve(file));
    Files.writeString(
        to.resolve("vocab.txt"),
        "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\nred\ngreen\nlamp\nkettle\nshelf\nwhere\nis\nthe\n");
    return "weights: '%s'".formatted(to);
  }

  @Test
  void itIsReadTrainedWrittenAndAttributedTo() throws IOException {
    StudyPlan plan = plan(golden("bert"));
    var store = new Store(folder);
    StudyResult result = StudyRun.run(plan, store, Progress.SILENT, "test");
    assertThat(result.exit()).isZero();
    Map<String, Double> scores = new HashMap<>();
    result.cells().forEach(cell -> scores.put(cell.id(), cell.metrics().get("nDCG@10")));
    assertThat(scores)
        .containsOnlyKeys(
            "dense-cls-none", "dense-cls-full", "dense-pooler-none", "dense-pooler-full");
    // neurons are those of the layers: the pooler is no feed-forward layer
    for (Stage stage : plan.stages()) {
      if (stage.kind().equals("attribution"))
        assertThat(result.stages())
            .filteredOn(run -> run.key().equals(stage.key()))
            .allMatch(run -> run.detail().contains(" neurons of 4 matrices"));
      if (!stage.kind().equals("train") || !stage.title().contains("pooler")) continue;
      Path checkpoint = store.folder(stage).resolve("step-2");
      assertThat(ModelFolder.pooling(checkpoint)).isEqualTo("pooler");
      try (var model = ModelFolder.read(checkpoint)) {
        assertThat(model.program().parameter("pooler.dense.weight").trainable()).isTrue();
      }
      assertThatThrownBy(
              () ->
                  ExportedFolder.write(
                      checkpoint, folder.resolve("out"), ExportedFolder.Form.MERGED))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("no word for pooling: pooler");
    }
  }

  @Test
  void whereThereIsNoneItIsRefusedBeforeAnythingRuns() throws IOException {
    String distilbert = golden("distilbert");
    assertThatThrownBy(() -> plan(distilbert))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("pooler.yaml:")
        .hasMessageContaining("distilbert has no pooler.dense.weight");
    assertThatThrownBy(() -> plan("preset: bert-2x128"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(
            "bert-2x128 has no pooler.dense.weight, which pooling: pooler reads; write pooling:"
                + " cls");
  }
}
