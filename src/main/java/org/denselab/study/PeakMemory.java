package org.denselab.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The most memory this process held since the last reset, as Linux counts it; 0 elsewhere. */
final class PeakMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path CLEAR = Path.of("/proc/self/clear_refs");

  private PeakMemory() {}

  static void reset() {
    try {
      if (Files.isWritable(CLEAR)) Files.writeString(CLEAR, "5"); // resets VmHWM, see proc(5)
    } catch (IOException e) {
      // The kernel was built without it: the peak is then that of the whole process.
    }
  }

  static long bytes() throws IOException {
    if (!Files.isReadable(STATUS)) return 0;
    for (String line : Files.readAllLines(STATUS))
      if (line.startsWith("VmHWM:")) return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
    return 0;
  }
}
