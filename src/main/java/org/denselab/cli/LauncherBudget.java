package org.denselab.cli;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One memory budget for the program: heap, ND4J's native arrays, the engine's arena, and a gigabyte
 * for the JVM itself and native libraries. It starts from the smaller of the machine's memory and
 * the cgroup's limit (the JVM reports that), or from {@code -Dmemory=12g}.
 *
 * @param total all that the program may use, bytes
 */
record LauncherBudget(long total, long heap, long nd4j, long arena) {
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;
  private static final long LEAST = 2 * GIB;
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*([mMgG])[iI]?[bB]?");

  /**
   * @param setting {@code -Dmemory}, or null
   * @throws IllegalArgumentException with a message for the user, where the setting cannot be kept
   */
  static LauncherBudget of(String setting) {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return of(setting, system.getTotalMemorySize());
  }

  /**
   * @param memory of the machine or its cgroup, bytes
   */
  static LauncherBudget of(String setting, long memory) {
    if (setting != null) return split(parse(setting, memory));
    long others = Math.max(GIB, memory / 8); // Maven and the system live here too
    return split(Math.max(memory - others, Math.min(memory, LEAST)));
  }

  private static LauncherBudget split(long total) {
    if (total < LEAST)
      throw new IllegalArgumentException(
          "the program needs 2g of memory at least, and there are " + total / MIB + "m");
    long usable = total - GIB;
    long heap = Math.min(usable / 3, 8 * GIB);
    long nd4j = (usable - heap) / 2;
    return new LauncherBudget(total, heap, nd4j, usable - heap - nd4j);
  }

  private static long parse(String setting, long memory) {
    Matcher size = SIZE.matcher(setting.strip());
    if (!size.matches())
      throw new IllegalArgumentException(
          "-Dmemory=" + setting + ": expected a size with its unit, such as 6g or 6500m");
    boolean gigabytes = size.group(2).toLowerCase(Locale.ROOT).equals("g");
    long bytes = Long.parseLong(size.group(1)) * (gigabytes ? GIB : MIB);
    if (bytes < LEAST)
      throw new IllegalArgumentException(
          "-Dmemory=" + setting + ": the program needs 2g at least (1g of it for libraries)");
    if (bytes > memory)
      throw new IllegalArgumentException(
          "-Dmemory=" + setting + ": this machine has " + memory / MIB + "m");
    return bytes;
  }

  List<String> flags() {
    return List.of(
        "-Xmx" + heap / MIB + "m",
        "-Dorg.bytedeco.javacpp.maxbytes=" + nd4j,
        "-Ddenselab.memory.total=" + total,
        "-Ddenselab.memory.heap=" + heap,
        "-Ddenselab.memory.nd4j=" + nd4j,
        "-Ddenselab.memory.arena=" + arena);
  }
}
