package org.denselab.cli;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One memory budget for the program: heap, ND4J's native arrays, the engine's arena, and a gigabyte
 * for native libraries. It starts from the smaller of the machine's memory and the cgroup's limit
 * (the JVM reports that), or from {@code -Dmemory=12g}.
 *
 * @param total all that the program may use, bytes
 */
record LauncherBudget(long total, long heap, long nd4j, long arena) {
  private static final long GIB = 1L << 30;
  private static final Pattern SIZE = Pattern.compile("(\\d+)\\s*([mMgG])[iI]?[bB]?");

  static LauncherBudget of(String setting) {
    return setting == null ? fromMachine() : split(parse(setting));
  }

  private static LauncherBudget fromMachine() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long memory = system.getTotalMemorySize();
    return split(memory - Math.max(GIB, memory / 8)); // Maven and the system live here too
  }

  private static LauncherBudget split(long total) {
    long usable = Math.max(total - GIB, 3 * GIB / 4); // native libraries
    long heap = Math.min(usable / 3, 8 * GIB);
    long nd4j = (usable - heap) / 2;
    return new LauncherBudget(total, heap, nd4j, usable - heap - nd4j);
  }

  private static long parse(String setting) {
    Matcher size = SIZE.matcher(setting.strip());
    if (!size.matches()) {
      System.err.println(
          "-Dmemory=" + setting + ": expected a size with its unit, such as 6g or 900m");
      System.exit(2);
    }
    boolean gigabytes = size.group(2).toLowerCase(Locale.ROOT).equals("g");
    return Long.parseLong(size.group(1)) * (gigabytes ? GIB : 1L << 20);
  }

  List<String> flags() {
    return List.of(
        "-Xmx" + (heap >> 20) + "m",
        "-Dorg.bytedeco.javacpp.maxbytes=" + nd4j,
        "-Ddenselab.memory.total=" + total,
        "-Ddenselab.memory.heap=" + heap,
        "-Ddenselab.memory.nd4j=" + nd4j,
        "-Ddenselab.memory.arena=" + arena);
  }
}
