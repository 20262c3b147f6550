package org.denselab.cli;

import java.util.List;
import java.util.stream.Collectors;

/** One line about work in progress, as wide as the terminal allows. */
record ProgressLine(String work, String unit, Pace pace, String remark) {
  private static final int BAR = 24;
  private static final int SHORTEST_BAR = 6;

  private static final String YELLOW = "\u001b[33m";
  private static final String GREY = "\u001b[90m";
  private static final String PLAIN = "\u001b[0m";

  /**
   * Leaves out the remark, then the count, before it would pass {@code width} columns: a line that
   * wraps cannot be drawn over.
   */
  String render(int width, boolean colors) {
    for (var tail :
        List.of(
            join(count(), pace.rate(), pace.left(), remark),
            join(count(), pace.rate(), pace.left()),
            pace.left())) {
      int room = width - work.length() - tail.length() - 10;
      if (room >= SHORTEST_BAR)
        return work + "  " + bar(Math.min(room, BAR), colors) + percent() + tail;
    }
    String line = work + percent();
    return line.substring(0, Math.min(line.length(), Math.max(width - 1, 0)));
  }

  private String count() {
    return pace.count(unit);
  }

  private String percent() {
    return " %3d%%  ".formatted((int) (100 * pace.share()));
  }

  private String bar(int length, boolean colors) {
    int done = (int) Math.round(length * pace.share());
    String full = "━".repeat(done);
    return colors
        ? YELLOW + full + GREY + "━".repeat(length - done) + PLAIN
        : full + "─".repeat(length - done);
  }

  private static String join(String... parts) {
    return List.of(parts).stream()
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("  "));
  }
}
