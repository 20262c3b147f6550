package org.denselab.study;

import java.lang.management.ManagementFactory;

/**
 * The memory that a run may use, as the launcher divided it; without a launcher, what the machine
 * or its cgroup has.
 *
 * @param total all of it, bytes
 * @param machine what there would be at most
 */
record Budget(long total, long heap, long machine) {
  private static final long GIB = 1L << 30;

  /** For the JVM itself and the libraries' code. */
  private static final long ITSELF = GIB;

  static Budget ofThisProcess() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long machine = system.getTotalMemorySize();
    return new Budget(
        Long.getLong("denselab.memory.total", machine),
        Long.getLong("denselab.memory.heap", Runtime.getRuntime().maxMemory()),
        machine);
  }

  /** What native arrays may use. */
  long nativeBytes() {
    return total - heap - ITSELF;
  }

  /** The {@code -Dmemory} that leaves so much for native arrays, in whole gigabytes. */
  long gigabytesFor(long nativeBytes) {
    long heap =
        Math.min(nativeBytes / 2, 8 * GIB); // a third of what is shared, as the launcher has it
    return (nativeBytes + heap + ITSELF + GIB - 1) / GIB;
  }
}
