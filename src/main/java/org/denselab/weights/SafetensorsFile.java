package org.denselab.weights;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.denselab.base.BadInput;
import org.denselab.base.NearestName;
import org.denselab.weights.StoredTensor.DataType;

/**
 * One safetensors file, mapped into memory: opening it reads only its header. The mapping lives as
 * long as a tensor of it is reachable, so that halves can be used where they lie.
 */
public final class SafetensorsFile implements TensorSource {
  private static final ValueLayout.OfLong LENGTH =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** The limit of the reference implementation, which keeps a wrong length from filling memory. */
  private static final long MAX_HEADER = 100_000_000;

  private final Path path;
  private final MemorySegment file;
  private final MemorySegment data;
  private final SafetensorsHeader header;
  private boolean closed;

  private SafetensorsFile(Path path, MemorySegment file, SafetensorsHeader header) {
    this.path = path;
    this.file = file;
    this.header = header;
    data = file.asSlice(Long.BYTES + file.get(LENGTH, 0));
  }

  /**
   * Maps {@code path}.
   *
   * @throws BadInput when there is no such file or it breaks the format, saying where
   */
  public static SafetensorsFile open(Path path) throws IOException {
    if (Files.isDirectory(path)) throw new BadInput(path + ": is a folder, expected a file");
    if (!Files.isRegularFile(path)) throw new BadInput(path + ": there is no such file");
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      var mode = FileChannel.MapMode.READ_ONLY;
      MemorySegment file = channel.map(mode, 0, channel.size(), Arena.ofAuto());
      return new SafetensorsFile(path, file, header(path, file));
    }
  }

  private static SafetensorsHeader header(Path path, MemorySegment file) throws IOException {
    ForeignFormat.refuse(path, file);
    if (file.byteSize() < Long.BYTES)
      throw new BadInput(path + ": " + file.byteSize() + " bytes are too few for safetensors");
    long length = file.get(LENGTH, 0);
    long rest = file.byteSize() - Long.BYTES;
    if (length < 2 || length > MAX_HEADER || length > rest)
      throw new BadInput(
          path
              + (": the safetensors header claims " + Long.toUnsignedString(length) + " bytes, ")
              + (rest + " follow; is this a safetensors file, and whole?"));
    byte[] json = file.asSlice(Long.BYTES, length).toArray(ValueLayout.JAVA_BYTE);
    return SafetensorsHeader.parse(path.toString(), json, rest - length);
  }

  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(header.tensors().keySet());
  }

  /** What the writer noted about the file, such as {@code format: pt}. */
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(header.metadata());
  }

  @Override
  public StoredTensor tensor(String name) {
    if (closed) throw new IllegalStateException(path + " is closed");
    SafetensorsHeader.Entry entry = header.tensors().get(name);
    if (entry == null)
      throw new BadInput(path + ": there is no tensor " + name + NearestName.hint(name, names()));
    return new StoredTensor(
        name,
        type(name, entry.dtype()),
        entry.shape(),
        data.asSlice(entry.begin(), entry.end() - entry.begin()));
  }

  private DataType type(String name, String dtype) {
    try {
      return DataType.valueOf(dtype);
    } catch (IllegalArgumentException e) {
      throw new BadInput(
          path + ": tensor " + name + " is stored as " + dtype + ", which Denselab does not read",
          e);
    }
  }

  @Override
  public String origin() {
    return path.toString();
  }

  /** Lets go of the physical memory; tensors in use come back page by page. */
  @Override
  public void close() {
    closed = true;
    file.unload();
  }
}
