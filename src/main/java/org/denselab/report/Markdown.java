package org.denselab.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.denselab.base.ConsoleText;

/** Builds GitHub-flavoured Markdown; text becomes text, whatever it holds. */
final class Markdown {
  private static final String SPECIAL = "\\`*_{}[]<>#|~&";

  private final StringBuilder out = new StringBuilder();
  private boolean inList;

  /** {@code text} on one line with all that Markdown or HTML would act on made plain. */
  static String escape(String text) {
    var escaped = new StringBuilder();
    for (char c : ConsoleText.of(text.strip()).replaceAll("\\s+", " ").toCharArray()) {
      if (SPECIAL.indexOf(c) >= 0) escaped.append('\\');
      escaped.append(c);
    }
    return escaped.toString();
  }

  void heading(int level, String text) {
    block("#".repeat(level) + " " + escape(text));
  }

  void paragraph(String text) {
    block(escape(text));
  }

  void quote(String text) {
    block("> " + escape(text));
  }

  /** A picture in a file beside, whose name needs no escape. */
  void picture(String text, String file) {
    block("![" + escape(text) + "](" + file + ")");
  }

  /** A list item; {@code lead} is Markdown of ours or a name, {@code text} is from data. */
  void item(String lead, String text) {
    boolean ours = lead.startsWith("**");
    if (!inList) out.append('\n');
    inList = true;
    out.append("- ").append(ours ? lead : escape(lead) + (lead.isEmpty() ? "" : " "));
    out.append(escape(text)).append('\n');
  }

  /** A fenced block, whose fence is longer than any in {@code text}. */
  void code(String language, String text) {
    String fence = "```";
    while (text.contains(fence)) fence += "`";
    block(fence + language + "\n" + text.stripTrailing() + "\n" + fence);
  }

  /** Cells are escaped already; columns from {@code numeric} on are aligned to the right. */
  void table(List<String> header, List<List<String>> rows, int numeric) {
    var table = new StringBuilder();
    row(table, header.stream().map(Markdown::escape).toList());
    row(
        table,
        IntStream.range(0, header.size()).mapToObj(i -> i < numeric ? "---" : "---:").toList());
    for (List<String> cells : rows) row(table, cells);
    block(table.toString().stripTrailing());
  }

  @Override
  public String toString() {
    return out.toString().strip() + "\n";
  }

  private static void row(StringBuilder table, List<String> cells) {
    table.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  private void block(String text) {
    if (!out.isEmpty()) out.append('\n');
    inList = false;
    out.append(text).append('\n');
  }
}
