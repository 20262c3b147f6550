package org.denselab.weights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.denselab.base.BadInput;

/**
 * The JSON header of a safetensors file, believed only after every entry was checked against the
 * bytes that follow it.
 *
 * @param tensors in the order of the header
 */
record SafetensorsHeader(Map<String, Entry> tensors, Map<String, String> metadata) {
  static final String METADATA = "__metadata__";

  /** Bytes an element of each type of the format; Denselab computes with fewer of them. */
  private static final Map<String, Integer> SIZES =
      Map.ofEntries(
          Map.entry("BOOL", 1),
          Map.entry("U8", 1),
          Map.entry("I8", 1),
          Map.entry("F8_E5M2", 1),
          Map.entry("F8_E4M3", 1),
          Map.entry("F8_E8M0", 1),
          Map.entry("I16", 2),
          Map.entry("U16", 2),
          Map.entry("F16", 2),
          Map.entry("BF16", 2),
          Map.entry("I32", 4),
          Map.entry("U32", 4),
          Map.entry("F32", 4),
          Map.entry("F64", 8),
          Map.entry("I64", 8),
          Map.entry("U64", 8));

  /** Where a tensor lies; offsets count from the end of the header. */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the package
  record Entry(String dtype, long[] shape, long begin, long end) {}

  /**
   * @param file only named in messages
   * @param dataBytes how many bytes follow the header
   */
  static SafetensorsHeader parse(String file, byte[] json, long dataBytes) throws IOException {
    ObjectNode object = JsonFile.object(file + " header", json);
    Map<String, String> metadata = new LinkedHashMap<>();
    Map<String, Entry> tensors = new LinkedHashMap<>();
    for (var field : object.properties()) {
      if (field.getKey().equals(METADATA)) metadata.putAll(metadata(file, field.getValue()));
      else tensors.put(field.getKey(), entry(file, field.getKey(), field.getValue()));
    }
    checkLayout(file, tensors, dataBytes);
    return new SafetensorsHeader(tensors, metadata);
  }

  private static Map<String, String> metadata(String file, JsonNode node) {
    Map<String, String> metadata = new LinkedHashMap<>();
    if (!node.isObject()) throw new BadInput(file + ": " + METADATA + " is not a JSON object");
    for (var field : node.properties()) {
      if (!field.getValue().isTextual())
        throw new BadInput(file + ": " + METADATA + "." + field.getKey() + " is not a string");
      metadata.put(field.getKey(), field.getValue().textValue());
    }
    return metadata;
  }

  private static Entry entry(String file, String name, JsonNode node) {
    String where = file + ": tensor " + name + ": ";
    String dtype = node.path("dtype").asText("");
    Integer size = SIZES.get(dtype);
    if (size == null)
      throw new BadInput(
          where + "unknown dtype '" + dtype + "'; the format has " + names(SIZES.keySet()));
    long[] shape = longs(where, "shape", node.path("shape"));
    long[] offsets = longs(where, "data_offsets", node.path("data_offsets"));
    if (offsets.length != 2 || offsets[1] < offsets[0])
      throw new BadInput(where + "data_offsets must be [begin, end] with begin <= end");
    long bytes = size;
    try {
      for (long d : shape) bytes = Math.multiplyExact(bytes, d);
    } catch (ArithmeticException e) {
      throw new BadInput(where + "shape " + Arrays.toString(shape) + " is too large", e);
    }
    if (bytes != offsets[1] - offsets[0])
      throw new BadInput(
          where
              + (dtype + Arrays.toString(shape) + " needs " + bytes + " bytes, data_offsets give ")
              + (offsets[1] - offsets[0]));
    return new Entry(dtype, shape, offsets[0], offsets[1]);
  }

  private static long[] longs(String where, String key, JsonNode node) {
    if (!node.isArray()) throw new BadInput(where + key + " is missing or not a list");
    long[] values = new long[node.size()];
    for (int i = 0; i < values.length; i++) {
      JsonNode value = node.get(i);
      if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0)
        throw new BadInput(where + key + " holds " + value + ", expected whole numbers from 0");
      values[i] = value.longValue();
    }
    return values;
  }

  private static void checkLayout(String file, Map<String, Entry> tensors, long dataBytes) {
    List<Map.Entry<String, Entry>> byOffset =
        tensors.entrySet().stream()
            .sorted(
                Comparator.comparingLong((Map.Entry<String, Entry> t) -> t.getValue().begin)
                    .thenComparingLong(t -> t.getValue().end))
            .toList();
    long end = 0;
    for (var tensor : byOffset) {
      Entry entry = tensor.getValue();
      String where = file + ": tensor " + tensor.getKey();
      if (entry.end > dataBytes)
        throw new BadInput(
            where
                + (" ends at byte " + entry.end + " of the data, the file has " + dataBytes)
                + "; was the download cut short?");
      if (entry.begin < end) throw new BadInput(where + " overlaps the one before it");
      if (entry.begin > end)
        throw new BadInput(where + " leaves a gap of " + (entry.begin - end) + " bytes before it");
      end = entry.end;
    }
    if (end != dataBytes)
      throw new BadInput(
          file + ": " + (dataBytes - end) + " bytes follow the last tensor and belong to none");
  }

  private static String names(Set<String> names) {
    return String.join(", ", new TreeSet<>(names));
  }
}
