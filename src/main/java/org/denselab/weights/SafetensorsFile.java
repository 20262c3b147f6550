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

/** One safetensors file, mapped into memory: opening it reads only its header. */
public final class SafetensorsFile implements TensorSource {
  private static final ValueLayout.OfLong LENGTH =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** The limit of the reference implementation, which keeps a wrong length from filling memory. */
  private static final long MAX_HEADER = 100_000_000;

  private final Path path;
  private final Arena arena;
  private final MemorySegment data;
  private final SafetensorsHeader header;

  private SafetensorsFile(Path path, Arena arena, MemorySegment data, SafetensorsHeader header) {
    this.path = path;
    this.arena = arena;
    this.data = data;
    this.header = header;
  }

  /**
   * Maps {@code path}; tensors live until {@link #close()}.
   *
   * @throws BadInput when there is no such file or it breaks the format, saying where
   */
  public static SafetensorsFile open(Path path) throws IOException {
    if (Files.isDirectory(path)) throw new BadInput(path + ": is a folder, expected a file");
    if (!Files.isRegularFile(path)) throw new BadInput(path + ": there is no such file");
    Arena arena = Arena.ofShared();
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      MemorySegment file = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      SafetensorsHeader header = header(path, file);
      MemorySegment data = file.asSlice(Long.BYTES + file.get(LENGTH, 0));
      return new SafetensorsFile(path, arena, data, header);
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
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

  @Override
  public void close() {
    arena.close();
  }
}
