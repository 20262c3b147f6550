package org.denselab.study;

import java.util.stream.Stream;

/**
 * Which tasks are trained on and which are only tested, where a study has both: they are two
 * questions, and have no common mean.
 */
record Transfer(boolean both) {
  static Transfer among(Stream<Row> rows) {
    return new Transfer(rows.map(Row::learned).distinct().count() > 1);
  }

  /** What tells a row's task from those of the other kind; empty where there is one kind. */
  String kind(Row row) {
    if (!both) return "";
    return row.learned() ? " trained on" : " not trained on";
  }
}
