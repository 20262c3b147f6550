package org.denselab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Resident memory of this process, as Linux counts it; 0 elsewhere. */
final class Resident {
  private static final Path STATUS = Path.of("/proc/self/status");

  private Resident() {}

  static long now() throws IOException {
    return bytes("VmRSS:");
  }

  static long peak() throws IOException {
    return bytes("VmHWM:");
  }

  private static long bytes(String key) throws IOException {
    if (!Files.isReadable(STATUS)) return 0;
    for (String line : Files.readAllLines(STATUS))
      if (line.startsWith(key)) return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
    return 0;
  }
}
