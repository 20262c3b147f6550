package org.denselab.weights;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.denselab.base.AtomicFiles;
import org.denselab.weights.StoredTensor.DataType;

/**
 * Writes safetensors as the reference library lays them out: widest types first, then by name, and
 * a header padded so that the data begin at a multiple of 8.
 */
public final class SafetensorsWriter {
  private static final int CHUNK = 1 << 20;

  /** The reference library's order, which puts the widest types first. */
  private static final List<DataType> ORDER =
      List.of(DataType.I64, DataType.F64, DataType.F32, DataType.I32, DataType.BF16, DataType.F16);

  private SafetensorsWriter() {}

  /**
   * Replaces {@code file} by the tensors, streamed from where they lie.
   *
   * @param metadata such as {@code format: pt}, which transformers wants to see
   */
  public static void write(Path file, List<StoredTensor> tensors, Map<String, String> metadata)
      throws IOException {
    Set<String> names = new HashSet<>();
    for (StoredTensor tensor : tensors) {
      if (!names.add(tensor.name()) || tensor.name().equals(SafetensorsHeader.METADATA))
        throw new IllegalArgumentException("two tensors, or a reserved name: " + tensor.name());
    }
    List<StoredTensor> ordered =
        tensors.stream()
            .sorted(
                Comparator.comparingInt((StoredTensor t) -> ORDER.indexOf(t.type()))
                    .thenComparing(StoredTensor::name))
            .toList();
    byte[] header = header(ordered, metadata);
    AtomicFiles.write(
        file,
        out -> {
          out.write(header);
          for (StoredTensor tensor : ordered) copy(tensor.bytes(), out);
        });
  }

  private static byte[] header(List<StoredTensor> tensors, Map<String, String> metadata)
      throws IOException {
    ObjectNode root = JsonFile.JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode notes = root.putObject(SafetensorsHeader.METADATA);
      new TreeMap<>(metadata).forEach(notes::put);
    }
    long offset = 0;
    for (StoredTensor tensor : tensors) {
      ObjectNode entry = root.putObject(tensor.name());
      entry.put("dtype", tensor.type().name());
      var shape = entry.putArray("shape");
      for (long d : tensor.shape()) shape.add(d);
      long end = offset + tensor.bytes().byteSize();
      entry.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] json = JsonFile.JSON.writeValueAsBytes(root);
    int padded = (json.length + 7) / 8 * 8;
    var bytes = ByteBuffer.allocate(Long.BYTES + padded).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(padded).put(json);
    while (bytes.hasRemaining()) bytes.put((byte) ' ');
    return bytes.array();
  }

  private static void copy(MemorySegment bytes, OutputStream out) throws IOException {
    byte[] buffer = new byte[CHUNK];
    for (long at = 0; at < bytes.byteSize(); at += CHUNK) {
      int length = (int) Math.min(CHUNK, bytes.byteSize() - at);
      MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, buffer, 0, length);
      out.write(buffer, 0, length);
    }
  }
}
