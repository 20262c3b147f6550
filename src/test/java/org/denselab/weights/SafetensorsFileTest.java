package org.denselab.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.denselab.base.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsFileTest {
  @TempDir Path folder;

  @Test
  void readsReferenceCheckpoint() throws IOException {
    try (var file = SafetensorsFile.open(Goldens.folder("bert").resolve("model.safetensors"))) {
      assertThat(file.metadata()).containsEntry("format", "pt");
      StoredTensor words = file.tensor("embeddings.word_embeddings.weight");
      assertThat(words.shape()).containsExactly(220, 32);
      assertThat(words.type()).isEqualTo(StoredTensor.DataType.F32);
      assertThatThrownBy(() -> file.tensor("embeddings.word_embedding.weight"))
          .isInstanceOf(BadInput.class)
          .hasMessageEndingWith("nearest is embeddings.word_embeddings.weight");
    }
  }

  @Test
  void writesReferenceCheckpointsBackByteForByte() throws IOException {
    for (String name :
        List.of("bert", "bert_legacy_names", "llama_gqa_half/bf16", "llama_gqa_half/fp16")) {
      Path original = Goldens.folder(name).resolve("model.safetensors");
      Path copy = folder.resolve("copy.safetensors");
      try (var file = SafetensorsFile.open(original)) {
        var tensors = file.names().stream().map(file::tensor).toList();
        SafetensorsWriter.write(copy, tensors, file.metadata());
      }
      assertThat(copy).as(name).hasSameBinaryContentAs(original);
    }
  }

  @Test
  void keepsRandomTensorsOfEveryTypeAndShape() throws IOException {
    long seed = System.nanoTime();
    var random = new SplittableRandom(seed);
    var types = List.copyOf(EnumSet.allOf(StoredTensor.DataType.class));
    List<StoredTensor> tensors = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      var type = types.get(random.nextInt(types.size()));
      long[] shape = random.longs(random.nextInt(4), 0, 6).toArray();
      long elements = 1;
      for (long d : shape) elements *= d;
      byte[] bytes = new byte[(int) elements * type.bytes()];
      random.nextBytes(bytes);
      tensors.add(new StoredTensor("t\"é" + i, type, shape, MemorySegment.ofArray(bytes)));
    }
    Path path = folder.resolve("random.safetensors");
    SafetensorsWriter.write(path, tensors, Map.of("b", "2", "a", "\u0000\n"));
    try (var file = SafetensorsFile.open(path)) {
      assertThat(file.metadata()).isEqualTo(Map.of("a", "\u0000\n", "b", "2"));
      for (StoredTensor tensor : tensors) {
        StoredTensor read = file.tensor(tensor.name());
        assertThat(read.type()).as("seed %d", seed).isEqualTo(tensor.type());
        assertThat(read.shape()).as("seed %d", seed).isEqualTo(tensor.shape());
        assertThat(read.bytes().mismatch(tensor.bytes())).as("seed %d", seed).isEqualTo(-1);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|expected a JSON object",
        "{:|header:1:",
        "{} x|token 'x'",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'a':{}}|the key 'a' stands twice",
        "{'a':{'dtype':'F33','shape':[2],'data_offsets':[0,8]}}|tensor a: unknown dtype 'F33'",
        "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}}|needs 12 bytes, data_offsets give"
            + " 8",
        "{'a':{'dtype':'F32','shape':[4],'data_offsets':[0,16]}}|the file has 8",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}|4 bytes follow the last tensor",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}|gap of 4 bytes",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},"
            + "'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}|tensor b overlaps",
        "{'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}}|shape holds -2",
        "{'a':{'dtype':'F32','shape':[1.5],'data_offsets':[0,8]}}|shape holds 1.5",
        "{'a':{'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,8]}}|too large",
        "{'a':{'dtype':'F32','data_offsets':[0,8]}}|shape is missing",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}}|begin <= end",
        "{'a':7}|unknown dtype ''",
        "{'__metadata__':{'x':1}}|__metadata__.x is not a string",
      })
  void saysWhatIsWrongWithTheHeader(String json, String expected) throws IOException {
    byte[] header = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    Path path = file(header.length, header, 8);
    assertThatThrownBy(() -> SafetensorsFile.open(path))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(path.toString())
        .hasMessageContaining(expected);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1, 9, 1 << 20, Long.MAX_VALUE})
  void refusesHeaderLengthsBeyondTheFile(long length) throws IOException {
    Path path = file(length, "{}".getBytes(StandardCharsets.UTF_8), 0);
    assertThatThrownBy(() -> SafetensorsFile.open(path))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("header claims");
  }

  @Test
  void anyFlippedByteIsReadOrRefusedInOneMessage() throws IOException {
    long seed = System.nanoTime();
    var random = new SplittableRandom(seed);
    Path path = folder.resolve("m.safetensors");
    var values = MemorySegment.ofArray(new float[] {1, 2, 3, 4});
    SafetensorsWriter.write(
        path, List.of(StoredTensor.fp32("w", new long[] {2, 2}, values)), Map.of("format", "pt"));
    byte[] good = Files.readAllBytes(path);
    for (int i = 0; i < 500; i++) {
      byte[] bad = good.clone();
      bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      Files.write(path, bad);
      try (var file = SafetensorsFile.open(path)) {
        file.names().forEach(file::tensor);
      } catch (BadInput expected) {
        assertThat(expected).as("seed %d", seed).hasMessageContaining("m.safetensors");
      }
    }
  }

  @Test
  void typesThatAreNotReadAreNamedWhenAskedFor() throws IOException {
    byte[] header =
        "{\"mask\":{\"dtype\":\"BOOL\",\"shape\":[8],\"data_offsets\":[0,8]}}"
            .getBytes(StandardCharsets.UTF_8);
    try (var file = SafetensorsFile.open(file(header.length, header, 8))) {
      assertThat(file.names()).containsExactly("mask");
      assertThatThrownBy(() -> file.tensor("mask"))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("tensor mask is stored as BOOL");
    }
  }

  private Path file(long length, byte[] header, int data) throws IOException {
    var bytes = ByteBuffer.allocate(8 + header.length + data).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(length).put(header);
    return Files.write(folder.resolve("given.safetensors"), bytes.array());
  }
}
