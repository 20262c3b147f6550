package org.denselab.study;

import org.denselab.dsl.StudyCell;

/**
 * What the stages of a cell are called: what they are about, then the cell's value of each axis.
 */
record Titles(StudyCell cell) {
  static final String SEED = ", seed ";

  /** Of all seeds. */
  String of(String what) {
    var title = new StringBuilder(what);
    cell.axes().values().forEach(value -> title.append(' ').append(value));
    return title.toString();
  }

  /** Of one seed, said where there are others. */
  String of(String what, long seed) {
    return cell.study().seeds().size() > 1 ? of(what) + SEED + seed : of(what);
  }
}
