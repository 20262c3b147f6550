package org.denselab.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.denselab.base.ConsoleText;

/** A validation for the terminal, within 100 columns. */
public final class ValidationTable {
  private static final int WIDEST = 100;

  private ValidationTable() {}

  public static List<String> lines(Validation validation) {
    List<String> lines = new ArrayList<>(ConsoleText.wrap(validation.taken(), WIDEST));
    lines.add("");
    validation.counts().forEach((name, value) -> lines.add("  %-44s %s".formatted(name, value)));
    if (!validation.groups().isEmpty()) lines.addAll(lengths(validation));
    lines.add("");
    for (String broken : validation.broken()) wrapped(lines, "broken: ", broken);
    for (String noted : validation.noted()) wrapped(lines, "note:   ", noted);
    lines.add(validation.sound() ? "sound" : "not sound");
    return lines;
  }

  private static List<String> lengths(Validation validation) {
    List<String> lines = new ArrayList<>(List.of(""));
    lines.addAll(ConsoleText.wrap("lengths in " + validation.unit(), WIDEST));
    lines.add(
        "  %-20s %9s %7s %7s %7s %7s %7s %7s %7s"
            .formatted("", "texts", "p5", "p25", "p50", "p75", "p95", "p99", "max"));
    for (var group : validation.groups()) {
      var line = new StringBuilder("  %-20s %,9d".formatted(name(group), group.texts()));
      group.quantiles().values().forEach(length -> line.append(" %,7d".formatted(length)));
      lines.add(line.toString());
    }
    lines.add("");
    lines.add("a limit cuts this share of the texts, and loses this share of all tokens");
    for (var group : validation.groups()) {
      var line = new StringBuilder("  %-20s".formatted(name(group)));
      for (var cut : group.cuts()) {
        String shown =
            String.format(
                Locale.ROOT, " %d: %s/%s", cut.limit(), share(cut.texts()), share(cut.tokens()));
        if (line.length() + shown.length() > WIDEST) {
          lines.add(line.toString());
          line = new StringBuilder(" ".repeat(22));
        }
        line.append(shown);
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private static String name(Validation.Group group) {
    return ConsoleText.fit(group.name(), 20);
  }

  private static String share(double share) {
    double percent = 100 * share;
    if (percent == 0) return "0%";
    return String.format(Locale.ROOT, percent < 9.95 ? "%.1f%%" : "%.0f%%", percent);
  }

  private static void wrapped(List<String> lines, String head, String text) {
    String before = head;
    for (String part : ConsoleText.wrap(text, WIDEST - head.length())) {
      lines.add(before + part);
      before = " ".repeat(head.length());
    }
  }
}
