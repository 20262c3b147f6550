package org.denselab.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.stream.IntStream;

/** How fast memory is read and written, far from the caches. */
final class CopyRate {
  private static final long BYTES = 64 << 20;
  private static final int ROUNDS = 5;

  private CopyRate() {}

  /** Gigabytes a second, read and written, all threads together, in the best of a few rounds. */
  static double measure(int threads) {
    try (var arena = Arena.ofShared()) {
      MemorySegment from = arena.allocate(threads * BYTES, 64);
      MemorySegment to = arena.allocate(threads * BYTES, 64);
      double best = 0;
      for (int round = 0; round < ROUNDS; round++) {
        long start = System.nanoTime();
        IntStream.range(0, threads)
            .parallel()
            .forEach(t -> MemorySegment.copy(from, t * BYTES, to, t * BYTES, BYTES));
        best = Math.max(best, 2.0 * threads * BYTES / (System.nanoTime() - start));
      }
      return best;
    }
  }
}
