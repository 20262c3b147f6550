package org.denselab.base;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** CRC-32C: finds damage, not malice. */
public final class Checksum {
  private Checksum() {}

  public static long of(byte[] bytes, int offset, int length) {
    var crc = new CRC32C();
    crc.update(bytes, offset, length);
    return crc.getValue();
  }

  public static long of(Path file) throws IOException {
    var crc = new CRC32C();
    byte[] buffer = new byte[1 << 18];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer))
        crc.update(buffer, 0, read);
    }
    return crc.getValue();
  }
}
