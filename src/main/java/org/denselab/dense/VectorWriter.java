package org.denselab.dense;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.denselab.engine.Matrix;

/** Writes a {@link VectorFile} front to back, so that vectors need not fit in memory. */
final class VectorWriter {
  private final OutputStream out;
  private final long rows;
  private final int dim;
  private final CRC32C checksum = new CRC32C();
  private final List<byte[]> ids = new ArrayList<>();

  VectorWriter(OutputStream out, long rows, int dim) throws IOException {
    this.out = out;
    this.rows = rows;
    this.dim = dim;
    write(VectorFile.header(rows, dim));
  }

  /** Adds the next rows. */
  void append(List<String> names, Matrix vectors) throws IOException {
    if (vectors.columns() != dim || vectors.rows() != names.size())
      throw new IllegalArgumentException(
          "[%d, %d] for %d ids of width %d"
              .formatted(vectors.rows(), vectors.columns(), names.size(), dim));
    byte[] bytes = new byte[4 * dim];
    var floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    for (int row = 0; row < vectors.rows(); row++) {
      floats.put(0, vectors.values(), row * dim, dim);
      write(bytes);
    }
    for (String name : names) ids.add(name.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes ids and checksum. */
  void finish() throws IOException {
    if (ids.size() != rows)
      throw new IllegalStateException(ids.size() + " vectors in a file of " + rows);
    for (byte[] id : ids) {
      write(VectorFile.bytes(4, b -> b.putInt(id.length)));
      write(id);
    }
    long sum = checksum.getValue();
    write(VectorFile.bytes(8, b -> b.putLong(sum)));
  }

  private void write(byte[] bytes) throws IOException {
    checksum.update(bytes);
    out.write(bytes);
  }
}
