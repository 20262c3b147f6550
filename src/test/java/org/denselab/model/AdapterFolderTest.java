package org.denselab.model;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.denselab.base.BadInput;
import org.denselab.graph.Lora;
import org.denselab.text.Template;
import org.denselab.weights.SafetensorsFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdapterFolderTest {
  @TempDir Path folder;
  private Path base;
  private Path adapter;
  private float[] expected;

  @BeforeEach
  void write() throws IOException {
    base = folder.resolve("base");
    adapter = folder.resolve("adapter");
    try (var model = TinyModel.make(folder.resolve("tokenizer"), 3)) {
      assertThatThrownBy(() -> adapted(model, () -> ModelFolder.write(adapter, model)))
          .isInstanceOf(IllegalStateException.class);
    }
    try (var model = TinyModel.make(folder.resolve("tokenizer"), 3)) {
      ModelFolder.write(base, model);
    }
    try (var model = ModelFolder.read(base).with(Template.bert(9), Template.bert(30))) {
      adapted(model, () -> ModelFolder.write(adapter, model));
      expected = TinyModel.embedding(model);
    }
  }

  @Test
  void whatIsReadBackEmbedsTheSameToTheBit() throws IOException {
    try (var model = ModelFolder.read(adapter)) {
      assertThat(TinyModel.embedding(model)).containsExactly(expected);
      assertThat(model.query()).isEqualTo(Template.bert(9));
      Path again = folder.resolve("again");
      ModelFolder.write(again, model);
      for (String file : List.of("adapter_config.json", "adapter_model.safetensors"))
        assertThat(again.resolve(file)).hasSameBinaryContentAs(adapter.resolve(file));
      model.program().merge();
      Path merged = folder.resolve("merged");
      ModelFolder.write(merged, model);
      float[] whole = TinyModel.embedding(model);
      try (var read = ModelFolder.read(merged)) {
        assertThat(TinyModel.embedding(read)).containsExactly(whole);
      }
    }
    try (var plain = ModelFolder.read(base)) {
      assertThat(TinyModel.embedding(plain)).isNotEqualTo(expected);
    }
  }

  @Test
  void theFilesArePefts() throws IOException {
    try (var file = SafetensorsFile.open(adapter.resolve("adapter_model.safetensors"))) {
      assertThat(file.names())
          .contains(
              "base_model.model.encoder.layer.0.attention.self.query.lora_A.weight",
              "base_model.model.encoder.layer.0.attention.self.query.lora_B.weight")
          .hasSize(4);
    }
    assertThat(adapter.resolve("adapter_config.json")).content().contains("\"r\"", "LORA");
    assertThat(adapter.resolve("model.safetensors")).doesNotExist();
  }

  @Test
  void anotherBaseIsRefusedAndAMovedOneIsFound() throws IOException {
    Path other = folder.resolve("other");
    try (var model = TinyModel.make(folder.resolve("tokenizer"), 4)) {
      ModelFolder.write(other, model);
    }
    assertThatThrownBy(() -> ModelFolder.read(adapter, other))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("another base");
    Path moved = folder.resolve("moved");
    Files.move(base, moved);
    assertThatThrownBy(() -> ModelFolder.read(adapter))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("not there");
    try (var model = ModelFolder.read(adapter, moved)) {
      assertThat(TinyModel.embedding(model)).containsExactly(expected);
    }
    assertThatThrownBy(() -> ModelFolder.read(moved, other))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("whole model");
  }

  private interface Action {
    void run() throws IOException;
  }

  private static void adapted(Model model, Action action) throws IOException {
    model.program().lora(new Lora(2, 8, .1, List.of("query", "value"), 1));
    for (var p : model.program().parameters())
      if (p.trainable())
        for (long i = 0; i < p.elements(); i++)
          p.values().setAtIndex(JAVA_FLOAT, i, (float) Math.sin((double) i + p.elements()));
    action.run();
  }
}
