package org.denselab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.denselab.backbone.Head;
import org.denselab.base.BadInput;
import org.denselab.graph.Pooling;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Model folders whose files lie: each is refused in one line, before anything large is read. */
class BadWeightsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Head HEAD = new Head(Pooling.MEAN, OptionalInt.empty(), true);
  private static final Path GOLDEN = Path.of("src/test/resources/golden/bert");
  private static final String ENTRY =
      "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";

  @TempDir Path folder;

  private interface Layout {
    void into(Path folder) throws IOException;
  }

  private record Case(String name, Layout files, List<String> says) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case of(String name, Layout files, String... says) {
    return new Case(name, files, List.of(says));
  }

  @ParameterizedTest
  @MethodSource({"files", "headers", "indexes", "configs"})
  void isRefused(Case bad) throws IOException {
    Files.copy(GOLDEN.resolve("config.json"), folder.resolve("config.json"));
    Files.copy(GOLDEN.resolve("model.safetensors"), folder.resolve("model.safetensors"));
    bad.files.into(folder);
    Throwable thrown =
        assertTimeoutPreemptively(
            PATIENCE, () -> catchThrowable(() -> ModelFolder.foreign(folder, HEAD, 1).close()));
    if (Boolean.getBoolean("show"))
      System.out.println(
          bad.name + "\t2\t" + (thrown == null ? "" : thrown.toString().replace(folder + "/", "")));
    assertThat(thrown).isInstanceOf(BadInput.class);
    String said = thrown.getMessage().replace(folder + "/", "");
    assertThat(said.lines()).as(said).hasSize(1);
    assertThat(said).contains(bad.says).hasSizeLessThan(700).doesNotContain("Exception");
  }

  static Stream<Case> files() {
    return Stream.of(
        of(
            "no weights",
            f -> Files.delete(f.resolve("model.safetensors")),
            "expected model.safetensors or model.safetensors.index.json; it holds config.json"),
        of(
            "a pickle",
            f -> Files.move(f.resolve("model.safetensors"), f.resolve("pytorch_model.bin")),
            "pytorch_model.bin: PyTorch pickles are not read"),
        of(
            "a folder as weights",
            f -> {
              Files.delete(f.resolve("model.safetensors"));
              Files.createDirectory(f.resolve("model.safetensors"));
            },
            "model.safetensors",
            "folder"),
        of("no bytes", f -> write(f, new byte[0]), "0 bytes are too few for safetensors"),
        of("seven bytes", f -> write(f, new byte[7]), "7 bytes are too few"),
        of("cut in the header", f -> cut(f, 2000), "claims 3952 bytes, 1992 follow"),
        of(
            "cut in the data",
            f -> cut(f, 90_000),
            "model.safetensors: tensor",
            "was the download cut short?"),
        of("one byte short", f -> cut(f, 102_007), "was the download cut short?"),
        of("one byte more", f -> append(f, 1), "1 bytes follow the last tensor and belong to none"),
        of(
            "a Git LFS pointer",
            f ->
                write(
                    f,
                    "version https://git-lfs.github.com/spec/v1\n"
                        .getBytes(StandardCharsets.UTF_8)),
            "git lfs pull"),
        of(
            "a zip",
            f -> write(f, "PK\3\4more of it".getBytes(StandardCharsets.ISO_8859_1)),
            "PyTorch pickles are not read"),
        of(
            "text",
            f -> write(f, "hello, these are no weights".getBytes(StandardCharsets.UTF_8)),
            "the safetensors header claims",
            "is this a safetensors file, and whole?"));
  }

  static Stream<Case> headers() {
    return Stream.of(
        of("a length of 0", f -> length(f, 0), "claims 0 bytes"),
        of("a negative length", f -> length(f, -1), "claims 18446744073709551615 bytes"),
        of("a length of 2^63", f -> length(f, Long.MIN_VALUE), "claims 9223372036854775808 bytes"),
        of("a length past the end", f -> length(f, 200_000), "claims 200000 bytes, 102000 follow"),
        of("a header of a gigabyte", BadWeightsTest::gigabyte, "claims 1000000000 bytes"),
        header("no JSON", "nonsense", "header:1:", "not JSON"),
        header("a list", "[]", "expected a JSON object"),
        header("not UTF-8", "{\"a\u00e9\": 1}", "header:1:"),
        header("an open brace", "{" + ENTRY, "header:1:", "ends too early"),
        header("a name twice", "{" + ENTRY + "," + ENTRY + "}", "stands twice"),
        header("deep", "{\"a\":" + "[".repeat(50_000), "header: not JSON", "depth"),
        header(
            "an unknown dtype",
            entry("Q4", "[2]", "[0,8]"),
            "tensor a: unknown dtype 'Q4'; the format has BF16"),
        header("a dtype that is a number", entry("7", "[2]", "[0,8]"), "tensor a: unknown dtype"),
        header(
            "no shape",
            "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}}",
            "tensor a: shape is missing or not a list"),
        header("a tensor that is no map", "{\"a\":5}", "tensor a:"),
        header("a negative dimension", entry("F32", "[-2]", "[0,8]"), "tensor a: shape holds -2"),
        header("half a dimension", entry("F32", "[2.5]", "[0,8]"), "tensor a: shape holds 2.5"),
        header(
            "dimensions that overflow",
            entry("F32", "[4294967296,4294967296]", "[0,8]"),
            "is too large"),
        header(
            "overflow hidden by a 0",
            entry("F32", "[4294967296,4294967296,0]", "[0,0]"),
            "tensor a: shape"),
        header(
            "a shape of other bytes",
            entry("F32", "[3]", "[0,8]"),
            "F32[3] needs 12 bytes, data_offsets give 8"),
        header(
            "offsets the wrong way",
            entry("F32", "[2]", "[8,0]"),
            "data_offsets must be [begin, end]"),
        header(
            "three offsets", entry("F32", "[2]", "[0,8,9]"), "data_offsets must be [begin, end]"),
        header("negative offsets", entry("F32", "[2]", "[-8,0]"), "data_offsets holds -8"),
        header(
            "offsets past the end",
            entry("F32", "[2]", "[8,16]"),
            "tensor a ends at byte 16 of the data, the file has 8"),
        header(
            "offsets past a long",
            entry("F32", "[2]", "[0,99999999999999999999]"),
            "data_offsets holds 99999999999999999999"),
        header(
            "overlapping offsets",
            "{" + ENTRY + ",\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
            "tensor b overlaps the one before it"),
        header(
            "a gap",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
            "tensor a leaves a gap of 4 bytes"),
        header(
            "metadata that is no text",
            "{\"__metadata__\":{\"a\":1}," + ENTRY + "}",
            "__metadata__.a is not a string"),
        header("other tensors than BERT's", "{" + ENTRY + "}", "model.safetensors"));
  }

  static Stream<Case> indexes() {
    return Stream.of(
        index(
            "outside",
            "{\"weight_map\":{\"a\":\"../model.safetensors\"}}",
            "names '../model.safetensors'; shards must lie in the index's own folder"),
        index(
            "absolute",
            "{\"weight_map\":{\"a\":\"/etc/passwd\"}}",
            "names '/etc/passwd'; shards must lie"),
        index("backslashes", "{\"weight_map\":{\"a\":\"..\\\\x\"}}", "shards must lie"),
        index("NUL", "{\"weight_map\":{\"a\":\"x\\u0000\"}}", "shards must lie"),
        index(
            "a missing shard",
            "{\"weight_map\":{\"a\":\"b.safetensors\"}}",
            "missing shards: b.safetensors"),
        index(
            "a shard that is a number",
            "{\"weight_map\":{\"a\":1}}",
            "weight_map.a is not a file name"),
        index("no map", "{}", "weight_map is missing, empty or not a JSON object"),
        index("no JSON", "{", "index.json:1:"),
        index(
            "other tensors",
            "{\"weight_map\":{\"a\":\"shard.safetensors\"}}",
            "index and shards disagree"));
  }

  static Stream<Case> configs() {
    return Stream.of(
        of(
            "no config.json",
            f -> Files.delete(f.resolve("config.json")),
            "config.json: no such file"),
        config("{", "config.json:1:"),
        config("[]", "config.json: not a JSON object"),
        config("{}", "config.json: model_type is missing"),
        config("{\"model_type\": 5}", "config.json: model_type is missing"),
        config("{\"model_type\": \"t5\"}", "model_type t5 is not supported, known are bert"),
        changed(
            "\"hidden_size\": 32",
            "\"hidden_size\": \"32\"",
            "hidden_size is \"32\", expected a positive integer"),
        changed(
            "\"hidden_size\": 32",
            "\"hidden_size\": -32",
            "hidden_size is -32, expected a positive integer"),
        changed(
            "\"hidden_size\": 32",
            "\"hidden_size\": 33",
            "hidden_size 33 is not a multiple of num_attention_heads 4"),
        changed("\"hidden_size\": 32", "\"hidden_size\": 64", "model.safetensors"),
        changed(
            "\"vocab_size\": 220",
            "\"vocab_size\": 2000000000",
            "embeddings.word_embeddings.weight"),
        changed(
            "\"num_hidden_layers\": 2",
            "\"num_hidden_layers\": 2000000",
            "num_hidden_layers 2000000 is more than 1000"),
        changed("\"gelu\"", "\"tanh\"", "hidden_act is tanh, known are gelu"),
        changed(
            "\"absolute\"",
            "\"relative_key\"",
            "position_embedding_type is relative_key, only absolute is supported"),
        changed("1e-12", "-1", "layer_norm_eps is -1, expected a number from 0 to below 1"),
        changed(
            "\"layer_norm_eps\": 1e-12",
            "\"layer_norm_eps\": 0.1, \"layer_norm_eps\": 1e-12",
            "stands twice"));
  }

  private static Case header(String name, String json, String... says) {
    return of(
        "header: " + name,
        f -> {
          byte[] text =
              json.getBytes(
                  name.equals("not UTF-8") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
          var file = ByteBuffer.allocate(8 + text.length + 8).order(ByteOrder.LITTLE_ENDIAN);
          write(f, file.putLong(text.length).put(text).array());
        },
        says);
  }

  private static String entry(String dtype, String shape, String offsets) {
    return "{\"a\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}}"
        .formatted(dtype, shape, offsets);
  }

  private static Case index(String name, String json, String... says) {
    return of(
        "index: " + name,
        f -> {
          Files.move(f.resolve("model.safetensors"), f.resolve("shard.safetensors"));
          Files.writeString(f.resolve("model.safetensors.index.json"), json);
        },
        says);
  }

  private static Case config(String json, String... says) {
    return of("config: " + json, f -> Files.writeString(f.resolve("config.json"), json), says);
  }

  private static Case changed(String from, String to, String... says) {
    return of(
        "config: " + to,
        f -> {
          Path file = f.resolve("config.json");
          Files.writeString(file, Files.readString(file).replace(from, to));
        },
        says);
  }

  private static void write(Path folder, byte[] bytes) throws IOException {
    Files.write(folder.resolve("model.safetensors"), bytes);
  }

  private static void cut(Path folder, int length) throws IOException {
    write(folder, Arrays.copyOf(Files.readAllBytes(folder.resolve("model.safetensors")), length));
  }

  private static void append(Path folder, int more) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve("model.safetensors"));
    write(folder, Arrays.copyOf(bytes, bytes.length + more));
  }

  private static void length(Path folder, long length) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve("model.safetensors"));
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
    write(folder, bytes);
  }

  /** Sparse: a gigabyte that takes no room. */
  private static void gigabyte(Path folder) throws IOException {
    try (var file = new RandomAccessFile(folder.resolve("model.safetensors").toFile(), "rw")) {
      file.setLength(1_000_000_008);
      file.write(
          ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(1_000_000_000).array());
    }
  }
}
