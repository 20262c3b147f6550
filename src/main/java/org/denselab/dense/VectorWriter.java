package org.denselab.dense;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;
import org.denselab.engine.Matrix;

/**
 * Writes a {@link VectorFile} front to back, so that vectors need not fit in memory. The ids are
 * known first: their number and length stand in the header.
 */
final class VectorWriter {
  private final OutputStream out;
  private final List<String> ids;
  private final int dim;
  private final CRC32C checksum = new CRC32C();
  private long written;

  VectorWriter(OutputStream out, List<String> ids, int dim) throws IOException {
    this.out = out;
    this.ids = ids;
    this.dim = dim;
    long idBytes = 0;
    for (String id : ids) idBytes += 4L + id.getBytes(StandardCharsets.UTF_8).length;
    write(VectorFile.header(ids.size(), dim, idBytes));
  }

  /** Adds the next rows. */
  void append(Matrix vectors) throws IOException {
    if (vectors.columns() != dim)
      throw new IllegalArgumentException(vectors.columns() + " columns, expected " + dim);
    byte[] bytes = new byte[4 * dim];
    var floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    for (int row = 0; row < vectors.rows(); row++) {
      floats.put(0, vectors.values(), row * dim, dim);
      write(bytes);
    }
    written += vectors.rows();
  }

  /** Writes ids and checksum. */
  void finish() throws IOException {
    if (written != ids.size())
      throw new IllegalStateException(written + " vectors for " + ids.size() + " ids");
    for (String id : ids) {
      byte[] text = id.getBytes(StandardCharsets.UTF_8);
      write(VectorFile.bytes(4, b -> b.putInt(text.length)));
      write(text);
    }
    long sum = checksum.getValue();
    write(VectorFile.bytes(8, b -> b.putLong(sum)));
  }

  private void write(byte[] bytes) throws IOException {
    checksum.update(bytes);
    out.write(bytes);
  }
}
