package org.denselab.data.format;

import java.util.List;

/** Splits a line into columns: at tabs where it has any (ids may hold spaces), else at blanks. */
final class Fields {
  private Fields() {}

  static List<String> of(Line line) {
    String text = line.text().strip();
    List<String> fields = List.of(text.split(text.indexOf('\t') >= 0 ? "\\s*\t\\s*" : "\\s+"));
    // some runs mix tabs and blanks
    return fields.size() < 3 ? List.of(text.split("\\s+")) : fields;
  }
}
