package org.denselab.model;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Safetensors headers that lie about the bytes that follow them. */
class BadHeadersTest {
  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("headers")
  void isRefused(BadModel bad) throws IOException {
    bad.check(folder);
  }

  private static final String ENTRY =
      "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";

  static Stream<BadModel> headers() {
    return Stream.of(
        BadModel.of("a length of 0", f -> length(f, 0), "claims 0 bytes"),
        BadModel.of("a negative length", f -> length(f, -1), "claims 18446744073709551615 bytes"),
        BadModel.of(
            "a length of 2^63", f -> length(f, Long.MIN_VALUE), "claims 9223372036854775808 bytes"),
        BadModel.of(
            "a length past the end", f -> length(f, 200_000), "claims 200000 bytes, 102000 follow"),
        BadModel.of("a header of a gigabyte", BadHeadersTest::gigabyte, "claims 1000000000 bytes"),
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

  private static BadModel header(String name, String json, String... says) {
    return BadModel.of(
        "header: " + name,
        f -> {
          byte[] text =
              json.getBytes(
                  name.equals("not UTF-8") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
          var file = ByteBuffer.allocate(8 + text.length + 8).order(ByteOrder.LITTLE_ENDIAN);
          BadModel.write(f, file.putLong(text.length).put(text).array());
        },
        says);
  }

  private static String entry(String dtype, String shape, String offsets) {
    return "{\"a\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}}"
        .formatted(dtype, shape, offsets);
  }

  private static void length(Path folder, long length) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve("model.safetensors"));
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
    BadModel.write(folder, bytes);
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
