package org.denselab.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes of memory that this process holds, as Linux counts them; 0 elsewhere. */
public final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path CLEAR = Path.of("/proc/self/clear_refs");

  private ResidentMemory() {}

  public static long now() throws IOException {
    return bytes("VmRSS:");
  }

  /** The most since the start, or since {@link #resetPeak}. */
  public static long peak() throws IOException {
    return bytes("VmHWM:");
  }

  /** Where the kernel cannot, the peak stays that of the whole process. */
  public static void resetPeak() {
    try {
      if (Files.isWritable(CLEAR)) Files.writeString(CLEAR, "5"); // resets VmHWM, see proc(5)
    } catch (IOException e) {
      // The kernel was built without it.
    }
  }

  private static long bytes(String key) throws IOException {
    if (!Files.isReadable(STATUS)) return 0;
    for (String line : Files.readAllLines(STATUS))
      if (line.startsWith(key)) return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
    return 0;
  }
}
