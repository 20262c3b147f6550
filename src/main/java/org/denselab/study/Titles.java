package org.denselab.study;

import java.util.List;
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

  /** What tells a seed from the others; empty where there are none. */
  static String seed(List<Long> seeds, long seed) {
    return seeds.size() == 1 ? "" : SEED + seed;
  }

  /** Of one seed. */
  String of(String what, long seed) {
    return of(what) + seed(cell.study().seeds(), seed);
  }
}
