package org.denselab.report;

import java.util.ArrayList;
import java.util.List;
import org.denselab.base.ConsoleText;

/**
 * Named rows of numbers in plain text. A name that is too long is broken over lines, as two that
 * begin alike must stay apart; columns that find no room are left out, from the last on, and told.
 *
 * @param corner what the names are
 */
record TextGrid(String corner, List<String> names, List<Column> columns) {
  private static final int INDENT = 2;
  private static final int GAP = 2;
  private static final int LEAST_NAME = 12;

  /**
   * A header, and a text with its style for each row.
   *
   * @param wish what is told where the column is left out
   */
  record Column(String header, String wish, List<String> texts, List<String> styles) {
    int width() {
      int widest = texts.stream().mapToInt(ConsoleText::width).max().orElse(0);
      return Math.max(ConsoleText.width(header), widest);
    }
  }

  /** Lines of at most {@code width} columns. */
  List<String> lines(int width, Ink ink) {
    int name = nameWidth(width);
    List<Column> shown = columns.subList(0, fitting(width, name));
    List<String> lines = new ArrayList<>();
    var header = new StringBuilder(" ".repeat(INDENT)).append(ConsoleText.left(corner, name));
    for (Column c : shown)
      header.append(" ".repeat(GAP)).append(ConsoleText.right(c.header(), c.width()));
    lines.add(ink.of(header.toString().stripTrailing(), Ink.DIM));
    for (int i = 0; i < names.size(); i++) {
      List<String> wrapped = ConsoleText.wrap(names.get(i), name);
      var line = new StringBuilder(" ".repeat(INDENT));
      line.append(ConsoleText.left(wrapped.getFirst(), name));
      for (Column c : shown) {
        String text = ConsoleText.right(c.texts().get(i), c.width());
        line.append(" ".repeat(GAP)).append(ink.of(text, c.styles().get(i)));
      }
      lines.add(line.toString().stripTrailing());
      for (String more : wrapped.subList(1, wrapped.size())) lines.add(" ".repeat(INDENT) + more);
    }
    return lines;
  }

  /** What the columns say that there is no room for. */
  List<String> leftOut(int width) {
    return columns.subList(fitting(width, nameWidth(width)), columns.size()).stream()
        .map(Column::wish)
        .distinct()
        .toList();
  }

  private int nameWidth(int width) {
    int widest = names.stream().mapToInt(ConsoleText::width).max().orElse(0);
    int most = Math.max(LEAST_NAME, width * 2 / 5);
    return Math.min(most, Math.max(widest, ConsoleText.width(corner)));
  }

  private int fitting(int width, int name) {
    int room = width - INDENT - name;
    for (int i = 0; i < columns.size(); i++) {
      room -= columns.get(i).width() + GAP;
      if (room < 0) return i;
    }
    return columns.size();
  }
}
