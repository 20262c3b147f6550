package org.denselab.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.denselab.base.ConsoleText;

/**
 * One line about a run, as wide as the terminal allows: what there is no room for is left out, for
 * a line that wraps cannot be drawn over.
 */
record ProgressLine(Standing standing, boolean colors, boolean unicode) {
  private static final int BAR = 24;
  private static final int SHORTEST_BAR = 8;
  private static final int BAR_STEP = 4;

  private static final int LEAST = 45;
  private static final String CYAN = "\u001b[36m";
  private static final String GREY = "\u001b[90m";
  private static final String PLAIN = "\u001b[0m";

  /** All that runs beside each other, as many as have room; the rest is counted. */
  static String of(List<Standing> standings, boolean colors, boolean unicode, int width) {
    if (standings.isEmpty()) return "";
    int shown = Math.clamp(width / LEAST, 1, standings.size());
    String between = unicode ? " │ " : " | ";
    String more = standings.size() > shown ? " +" + (standings.size() - shown) : "";
    int each = (width - more.length() - between.length() * (shown - 1)) / shown;
    return standings.subList(standings.size() - shown, standings.size()).stream()
            .map(standing -> new ProgressLine(standing, colors, unicode).render(each))
            .collect(Collectors.joining(between))
        + more;
  }

  /** At most {@code width} - 1 columns. */
  String render(int width) {
    int room = Math.max(width - 1, 0);
    if (!standing.counts()) {
      String tail = "  " + join(Pace.duration(standing.elapsed()), standing.study());
      return ConsoleText.fit(head(room - ConsoleText.width(tail)) + tail, room);
    }
    for (String tail : tails()) {
      int rest = room - percent().length() - ConsoleText.width(tail) - 3;
      String head = head(Math.clamp(rest - SHORTEST_BAR, 24, Math.max(room / 2, 24)));
      rest -= ConsoleText.width(head);
      if (rest >= SHORTEST_BAR) return head + "  " + bar(rest) + percent() + tail;
    }
    return ConsoleText.fit(head(24) + percent() + standing.pace().left(), room);
  }

  /** From all there is to say to what matters most. */
  private List<String> tails() {
    Pace pace = standing.pace();
    String count = pace.count(standing.unit());
    String rate = pace.rate();
    String remark = standing.remark();
    String left = pace.left();
    String study = standing.study();
    return Stream.of(
            List.of(count, rate, remark, left, study),
            List.of(rate, remark, left, study),
            List.of(remark, left, study),
            List.of(remark, left),
            List.of(left, study),
            List.of(left))
        .map(parts -> join(parts.toArray(String[]::new)))
        .toList();
  }

  private String head(int room) {
    String place = standing.place().isEmpty() ? "" : standing.place() + "  ";
    return place + ConsoleText.fit(standing.title(), Math.max(room - place.length(), 8));
  }

  private String percent() {
    return " %3d%%  ".formatted((int) (100 * standing.pace().share()));
  }

  /** Of a length that does not change with every digit beside it. */
  private String bar(int room) {
    int length = Math.min(room / BAR_STEP * BAR_STEP, BAR);
    int done = (int) Math.round(length * standing.pace().share());
    String full = (unicode ? "━" : "=").repeat(done);
    String rest = (unicode ? "─" : "-").repeat(length - done);
    return colors ? CYAN + full + GREY + rest + PLAIN : full + rest;
  }

  private static String join(String... parts) {
    return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining("  "));
  }
}
