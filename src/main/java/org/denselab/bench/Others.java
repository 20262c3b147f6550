package org.denselab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** What share of the processors' time went to other processes, since this was made. */
final class Others {
  private static final Path STAT = Path.of("/proc/stat");
  private static final double TICKS_A_SECOND = 100;

  private final double busy = busy();
  private final double own = own();
  private final long start = System.nanoTime();

  Others() throws IOException {}

  /** From 0 to 1; 0 where nobody knows. */
  double share() throws IOException {
    double all = (System.nanoTime() - start) / 1e9 * Runtime.getRuntime().availableProcessors();
    return Math.max(0, (busy() - busy) - (own() - own)) / all;
  }

  /** Seconds that processors worked. */
  private static double busy() throws IOException {
    if (!Files.isReadable(STAT)) return 0;
    try (var lines = Files.lines(STAT)) {
      String[] fields = lines.findFirst().orElse("cpu").trim().split("\\s+", -1);
      double ticks = 0;
      // user, nice, system, irq, softirq, steal: neither idle nor waiting
      for (int i : new int[] {1, 2, 3, 6, 7, 8})
        if (i < fields.length) ticks += Long.parseLong(fields[i]);
      return ticks / TICKS_A_SECOND;
    }
  }

  /** Seconds of this process and of those it started. */
  private static double own() {
    ProcessHandle self = ProcessHandle.current();
    return Stream.concat(Stream.of(self), self.descendants())
        .map(p -> p.info().totalCpuDuration().orElse(Duration.ZERO))
        .mapToDouble(d -> d.toNanos() / 1e9)
        .sum();
  }
}
