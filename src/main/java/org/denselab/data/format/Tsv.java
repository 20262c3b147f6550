package org.denselab.data.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tab-separated columns without quoting: a text must not hold a tab or a line break. */
final class Tsv {
  private static final Pattern BREAKS = Pattern.compile("[\\t\\n\\r]+");

  private Tsv() {}

  /** Whether a text can stand in a column. */
  static boolean fits(String text) {
    return !BREAKS.matcher(text).find();
  }

  /** The columns of a line. */
  static String[] columns(Line line, int count, String names) {
    String[] columns = line.text().split("\t", -1);
    if (columns.length != count)
      throw line.error(
          "expected %d tab-separated columns (%s), found %d"
              .formatted(count, names, columns.length));
    return columns;
  }

  /** The first column, which is an id, and what follows it. */
  static String[] idAndText(Line line) {
    String[] columns = columns(line, 2, "id, text");
    if (columns[0].isBlank()) throw line.error("the id is empty");
    columns[0] = columns[0].strip();
    return columns;
  }

  /** Tabs and line breaks inside a column become a space. */
  static void write(Path file, Stream<List<String>> rows) throws IOException {
    TextFile.write(
        file,
        out -> {
          for (Iterator<List<String>> each = rows.iterator(); each.hasNext(); ) {
            String before = "";
            for (String column : each.next()) {
              out.write(before);
              out.write(BREAKS.matcher(column).replaceAll(" "));
              before = "\t";
            }
            out.write('\n');
          }
        });
  }
}
