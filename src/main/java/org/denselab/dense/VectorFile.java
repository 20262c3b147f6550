package org.denselab.dense;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.denselab.base.AtomicFiles;
import org.denselab.base.BadInput;
import org.denselab.engine.Matrix;

/**
 * Passage embeddings, memory-mapped: a header, {@code [rows, dim]} fp32 row-major little-endian,
 * the ids, a CRC-32C of all before it. Opening reads the whole file once to check it.
 */
public final class VectorFile implements AutoCloseable {
  static final long MAGIC = 0x3145_4e53_4e45_4431L; // "1DENSNE1", little-endian
  static final int VERSION = 1;
  static final int FP32 = 1;
  static final int HEADER = 64;

  private final Arena arena;
  private final MemorySegment vectors;
  private final List<String> ids;
  private final int dim;

  private VectorFile(Arena arena, MemorySegment vectors, List<String> ids, int dim) {
    this.arena = arena;
    this.vectors = vectors;
    this.ids = ids;
    this.dim = dim;
  }

  /**
   * Maps and checks a file.
   *
   * @throws BadInput when the file is another format, another version, cut short or damaged
   */
  public static VectorFile open(Path file) throws IOException {
    var arena = Arena.ofShared();
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      var bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      return read(file, bytes, arena);
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  private static VectorFile read(Path file, MemorySegment bytes, Arena arena) {
    if (bytes.byteSize() < HEADER + 8 || bytes.get(LONG, 0) != MAGIC)
      throw new BadInput(file + " is not a vector file of Denselab");
    int version = bytes.get(INT, 8);
    int type = bytes.get(INT, 12);
    if (version != VERSION || type != FP32)
      throw new BadInput(
          file + ": vector file version " + version + ", type " + type + "; expected 1, 1 (fp32)");
    long rows = bytes.get(LONG, 16);
    int dim = bytes.get(INT, 24);
    long size = dim > 0 && rows >= 0 && rows < Long.MAX_VALUE / 8 / dim ? 4 * rows * dim : -1;
    long idBytes = bytes.byteSize() - HEADER - size - 8;
    if (size < 0 || idBytes < 4 * rows)
      throw new BadInput(
          "%s is cut short or damaged: %d bytes do not hold %d vectors of width %d"
              .formatted(file, bytes.byteSize(), rows, dim));
    long end = bytes.byteSize() - 8;
    if (bytes.get(LONG, end) != checksum(bytes.asSlice(0, end)))
      throw new BadInput(file + " is damaged: its checksum does not match; encode it again");
    var ids = ids(file, bytes.asSlice(HEADER + size, idBytes), rows);
    return new VectorFile(arena, bytes.asSlice(HEADER, size), ids, dim);
  }

  private static List<String> ids(Path file, MemorySegment bytes, long rows) {
    var ids = new ArrayList<String>(Math.toIntExact(rows));
    long at = 0;
    for (long row = 0; row < rows; row++) {
      int length = at + 4 <= bytes.byteSize() ? bytes.get(INT, at) : -1;
      if (length < 0 || length > bytes.byteSize() - at - 4)
        throw new BadInput(file + " is damaged: the ids do not fill their place");
      byte[] text = bytes.asSlice(at + 4, length).toArray(ValueLayout.JAVA_BYTE);
      ids.add(new String(text, StandardCharsets.UTF_8));
      at += 4L + length;
    }
    if (at != bytes.byteSize())
      throw new BadInput(file + " is damaged: the ids do not fill their place");
    return List.copyOf(ids);
  }

  private static long checksum(MemorySegment bytes) {
    var crc = new CRC32C();
    for (long at = 0; at < bytes.byteSize(); at += 1 << 24)
      crc.update(bytes.asSlice(at, Math.min(1 << 24, bytes.byteSize() - at)).asByteBuffer());
    return crc.getValue();
  }

  /**
   * Writes a whole file or none.
   *
   * @param ids one for each row
   */
  public static void write(Path file, List<String> ids, Matrix vectors) throws IOException {
    AtomicFiles.write(
        file,
        out -> {
          var writer = new VectorWriter(out, vectors.rows(), vectors.columns());
          writer.append(ids, vectors);
          writer.finish();
        });
  }

  /** All vectors, on the heap. */
  public Matrix matrix() {
    return new Matrix(rows(), dim, vectors.toArray(ValueLayout.JAVA_FLOAT_UNALIGNED));
  }

  /** The header of a file with these contents. */
  static byte[] header(long rows, int dim) {
    return bytes(
        HEADER, b -> b.putLong(MAGIC).putInt(VERSION).putInt(FP32).putLong(rows).putInt(dim));
  }

  static byte[] bytes(int length, Consumer<ByteBuffer> content) {
    byte[] bytes = new byte[length];
    content.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    return bytes;
  }

  public int rows() {
    return ids.size();
  }

  /** Width of a vector. */
  public int dim() {
    return dim;
  }

  /** Passage ids, one a row, in the corpus's order. */
  public List<String> ids() {
    return ids;
  }

  /** {@code [rows, dim]} fp32, read-only; lives until {@link #close}. */
  public MemorySegment vectors() {
    return vectors;
  }

  /** Rows {@code from..to} as a segment {@code [to - from, dim]}. */
  public MemorySegment rows(long from, long to) {
    return vectors.asSlice(4 * from * dim, 4 * (to - from) * dim);
  }

  @Override
  public void close() {
    arena.close();
  }

  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
}
