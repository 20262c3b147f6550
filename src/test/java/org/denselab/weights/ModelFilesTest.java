package org.denselab.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.denselab.base.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFilesTest {
  @TempDir Path folder;

  @Test
  void shardsHoldWhatTheSingleFileHolds() throws IOException {
    try (var single = ModelFiles.open(Goldens.folder("qwen2"));
        var sharded = ModelFiles.open(Goldens.folder("qwen2_sharded"))) {
      assertThat(sharded.names()).containsExactlyInAnyOrderElementsOf(single.names());
      for (String name : single.names())
        assertThat(sharded.tensor(name).bytes().mismatch(single.tensor(name).bytes()))
            .as(name)
            .isEqualTo(-1);
      assertThatThrownBy(() -> sharded.tensor("model.norm.wait"))
          .hasMessageEndingWith("nearest is model.norm.weight");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "../a.safetensors|own folder",
        "/etc/a.safetensors|own folder",
        "sub/a.safetensors|own folder",
        "missing.safetensors|missing shards: missing.safetensors",
        "a.safetensors|index and shards disagree; not in their shards: v",
      })
  void refusesIndexesThatCannotBeTrusted(String shard, String expected) throws IOException {
    writeOne(folder.resolve("a.safetensors"));
    String index = "{\"weight_map\": {\"w\": \"a.safetensors\", \"v\": \"%s\"}}".formatted(shard);
    Files.writeString(folder.resolve("model.safetensors.index.json"), index);
    assertThatThrownBy(() -> ModelFiles.open(folder))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("model.safetensors.index.json")
        .hasMessageContaining(expected);
  }

  @Test
  void refusesTensorsThatTheIndexDoesNotKnow() throws IOException {
    writeOne(folder.resolve("a.safetensors"));
    writeOne(folder.resolve("b.safetensors"));
    Path index = folder.resolve("model.safetensors.index.json");
    Files.writeString(index, "{\"weight_map\": {\"w\": \"a.safetensors\"}}");
    try (var model = ModelFiles.open(folder)) {
      assertThat(model.names()).containsExactly("w");
    }
    Files.writeString(index, "{\"weight_map\": {\"v\": \"a.safetensors\"}}");
    assertThatThrownBy(() -> ModelFiles.open(folder))
        .isInstanceOf(BadInput.class)
        .hasMessageEndingWith("not in their shards: v; not in the index: w");
  }

  @Test
  void namesLineAndColumnOfABrokenIndex() throws IOException {
    Files.writeString(folder.resolve("model.safetensors.index.json"), "{\n \"weight_map\": [}");
    assertThatThrownBy(() -> ModelFiles.open(folder))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("index.json:2:17: ");
  }

  @ParameterizedTest
  @CsvSource({"bert_bin", "bert_bin/legacy_pickle"})
  void refusesPicklesWithTheWayOut(String name) {
    Path pickled = Goldens.folder(name);
    assertThatThrownBy(() -> ModelFiles.open(pickled))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("torch.load('pytorch_model.bin'")
        .hasMessageContaining("'model.safetensors'");
    assertThatThrownBy(() -> SafetensorsFile.open(pickled.resolve("pytorch_model.bin")))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("pickles are not read");
  }

  @Test
  void saysWhatAFolderHoldsInstead() throws IOException {
    assertThatThrownBy(() -> ModelFiles.open(folder.resolve("none")))
        .hasMessageContaining("no such folder");
    Files.writeString(folder.resolve("flax_model.msgpack"), "");
    assertThatThrownBy(() -> ModelFiles.open(folder))
        .isInstanceOf(BadInput.class)
        .hasMessageEndingWith("it holds flax_model.msgpack");
    Files.writeString(folder.resolve("adapter_config.json"), "{}");
    assertThatThrownBy(() -> ModelFiles.open(folder)).hasMessageContaining("PEFT adapter");
    Files.writeString(folder.resolve("pytorch_model.bin.index.json"), "{}");
    assertThatThrownBy(() -> ModelFiles.open(folder)).hasMessageContaining("save_pretrained");
    Files.writeString(folder.resolve("model.safetensors"), "version https://git-lfs.github.com");
    assertThatThrownBy(() -> ModelFiles.open(folder)).hasMessageContaining("git lfs pull");
  }

  @Test
  void aFailedWriteLeavesTheOldFile() throws IOException {
    Path file = folder.resolve("a.safetensors");
    writeOne(file);
    byte[] before = Files.readAllBytes(file);
    StoredTensor closed;
    try (var arena = Arena.ofConfined()) {
      closed = StoredTensor.fp32("w", new long[] {1}, arena.allocate(4));
    }
    assertThatThrownBy(() -> SafetensorsWriter.write(file, List.of(closed), Map.of()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(file).hasBinaryContent(before);
    assertThat(folder).isDirectoryNotContaining(f -> f.toString().endsWith(".part"));
  }

  private static void writeOne(Path file) throws IOException {
    var values = MemorySegment.ofArray(new float[] {1});
    SafetensorsWriter.write(
        file, List.of(StoredTensor.fp32("w", new long[] {1}, values)), Map.of());
  }
}
