package org.denselab.study;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.denselab.base.BadInput;
import org.denselab.base.Progress;
import org.denselab.dsl.StudyLoader;
import org.denselab.engine.GoldenFolder;
import org.denselab.study.result.StudyResult;
import org.denselab.weights.SafetensorsFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backbone that is published as a PEFT adapter of another, as RepLLaMA is of Llama 2. */
class AdapterBackboneTest {
  private static final GoldenFolder GOLDEN =
      new GoldenFolder(GoldenFolder.BUNDLED.resolve("llama_gqa"));
  private static final Path ADAPTER = GOLDEN.path().resolve("lora").toAbsolutePath();
  private static final String STUDY =
      """
      study: adapter
      backbone: {weights: '%s'%s}
      tuning: {kind: none}
      tasks:
        - {name: shelf, data: '%s', metric: nDCG@10, query: {length: 12}, passage: {length: 24}}
      negatives: {source: none}
      evaluate: {retrievers: [dense], depth: 20}
      """;

  @TempDir private Path folder;
  private Path base;

  @BeforeEach
  void write() throws IOException {
    TinyCollection.write(folder.resolve("shelf"), folder.resolve("text.txt"));
    base = Files.createDirectory(folder.resolve("llama"));
    for (String file : List.of("config.json", "model.safetensors"))
      Files.copy(GOLDEN.path().resolve(file), base.resolve(file));
    Files.writeString(base.resolve("vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\n");
  }

  private StudyPlan plan(Path weights, String adapter) throws IOException {
    Path yaml = folder.resolve("adapter.yaml");
    Files.writeString(yaml, STUDY.formatted(weights, adapter, folder.resolve("shelf")));
    return StudyPlanner.plan(new StudyLoader(Path.of("dsl"), Map.of()).load(yaml, ""));
  }

  private static Stage backbone(StudyPlan plan) {
    return plan.stages().stream()
        .filter(stage -> stage.kind().equals("backbone"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theAdapterIsMergedAsPeftMergesIt() throws IOException {
    StudyPlan plan = plan(base, ", adapter: '%s'".formatted(ADAPTER));
    var store = new Store(folder);
    StudyResult result = StudyRun.run(plan, store, Progress.SILENT, "test");
    assertThat(result.cells()).extracting(StudyResult.Cell::error).containsOnly("");
    Map<String, float[]> merged = GOLDEN.tensors("lora/merged_layer0.safetensors");
    assertThat(merged).isNotEmpty();
    try (Stream<Path> files = Files.walk(folder.resolve("checkpoints"));
        var written =
            SafetensorsFile.open(
                files
                    .filter(file -> file.endsWith("model.safetensors"))
                    .findFirst()
                    .orElseThrow())) {
      merged.forEach(
          (name, want) -> {
            float[] got = written.tensor(name).bytes().toArray(JAVA_FLOAT_UNALIGNED);
            for (int i = 0; i < want.length; i++)
              assertThat(got[i]).as(name).isCloseTo(want[i], within(1e-6f));
          });
    }
  }

  @Test
  void withAnAdapterItIsAnotherBackbone() throws IOException {
    Stage with = backbone(plan(base, ", adapter: '%s'".formatted(ADAPTER)));
    Stage without = backbone(plan(base, ""));
    assertThat(with.key()).isNotEqualTo(without.key());
    assertThat(with.title()).contains("llama").contains("lora");
  }

  @Test
  void anAdapterIsNoModel() {
    assertThatThrownBy(() -> plan(ADAPTER, ""))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("a PEFT adapter, not a model; give the folder of its base model");
  }
}
