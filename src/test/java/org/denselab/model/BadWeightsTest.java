package org.denselab.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Model folders whose files are missing, cut short, or contradict each other. */
class BadWeightsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource({"files", "indexes", "configs"})
  void isRefused(BadModel bad) throws IOException {
    bad.check(folder);
  }

  static Stream<BadModel> files() {
    return Stream.of(
        BadModel.of(
            "no weights",
            f -> Files.delete(f.resolve("model.safetensors")),
            "expected model.safetensors or model.safetensors.index.json; it holds config.json"),
        BadModel.of(
            "a pickle",
            f -> Files.move(f.resolve("model.safetensors"), f.resolve("pytorch_model.bin")),
            "pytorch_model.bin: PyTorch pickles are not read"),
        BadModel.of(
            "a folder as weights",
            f -> {
              Files.delete(f.resolve("model.safetensors"));
              Files.createDirectory(f.resolve("model.safetensors"));
            },
            "model.safetensors",
            "folder"),
        BadModel.of(
            "no bytes", f -> BadModel.write(f, new byte[0]), "0 bytes are too few for safetensors"),
        BadModel.of("seven bytes", f -> BadModel.write(f, new byte[7]), "7 bytes are too few"),
        BadModel.of("cut in the header", f -> cut(f, 2000), "claims 3952 bytes, 1992 follow"),
        BadModel.of(
            "cut in the data",
            f -> cut(f, 90_000),
            "model.safetensors: tensor",
            "was the download cut short?"),
        BadModel.of("one byte short", f -> cut(f, 102_007), "was the download cut short?"),
        BadModel.of(
            "one byte more",
            f -> append(f, 1),
            "1 bytes follow the last tensor and belong to none"),
        BadModel.of(
            "a Git LFS pointer",
            f ->
                BadModel.write(
                    f,
                    "version https://git-lfs.github.com/spec/v1\n"
                        .getBytes(StandardCharsets.UTF_8)),
            "git lfs pull"),
        BadModel.of(
            "a zip",
            f -> BadModel.write(f, "PK\3\4more of it".getBytes(StandardCharsets.ISO_8859_1)),
            "PyTorch pickles are not read"),
        BadModel.of(
            "text",
            f -> BadModel.write(f, "hello, these are no weights".getBytes(StandardCharsets.UTF_8)),
            "the safetensors header claims",
            "is this a safetensors file, and whole?"));
  }

  static Stream<BadModel> indexes() {
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

  static Stream<BadModel> configs() {
    return Stream.of(
        BadModel.of(
            "no config.json",
            f -> Files.delete(f.resolve("config.json")),
            "config.json: no such file"),
        config("{", "config.json:1:"),
        config("[]", "config.json: not a JSON object"),
        config("{}", "config.json: model_type is missing"),
        config("{\"model_type\": 5}", "config.json: model_type is missing"),
        config(
            "{\"model_type\": \"falcon\"}", "model_type falcon is not supported, known are bert"),
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

  private static BadModel index(String name, String json, String... says) {
    return BadModel.of(
        "index: " + name,
        f -> {
          Files.move(f.resolve("model.safetensors"), f.resolve("shard.safetensors"));
          Files.writeString(f.resolve("model.safetensors.index.json"), json);
        },
        says);
  }

  private static BadModel config(String json, String... says) {
    return BadModel.of(
        "config: " + json, f -> Files.writeString(f.resolve("config.json"), json), says);
  }

  private static BadModel changed(String from, String to, String... says) {
    return BadModel.of(
        "config: " + to,
        f -> {
          Path file = f.resolve("config.json");
          Files.writeString(file, Files.readString(file).replace(from, to));
        },
        says);
  }

  private static void cut(Path folder, int length) throws IOException {
    BadModel.write(
        folder, Arrays.copyOf(Files.readAllBytes(folder.resolve("model.safetensors")), length));
  }

  private static void append(Path folder, int more) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve("model.safetensors"));
    BadModel.write(folder, Arrays.copyOf(bytes, bytes.length + more));
  }
}
