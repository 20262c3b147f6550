package org.denselab.engine.plan;

import org.denselab.engine.plan.kernel.Lanes;

/**
 * Scratch for attention that is not kept in memory whole: for each thread two tiles of scores and
 * three numbers a row.
 */
final class Tiles {
  static final int ROWS = 128;
  static final int COLUMNS = 256;

  private static final long EACH = 2L * ROWS * COLUMNS + 3L * ROWS;

  private Tiles() {}

  static Buffer buffer(Tape tape, String name) {
    return tape.buffer(name, new Extent(Extent.Unit.ONCE, EACH * tape.threads()));
  }

  /**
   * @param which 0 or 1
   */
  static long tile(Frame frame, Buffer buffer, Worker worker, int which) {
    return own(frame, buffer, worker) + 4L * which * ROWS * COLUMNS;
  }

  /**
   * A number for each row.
   *
   * @param which 0 to 2
   */
  static long rows(Frame frame, Buffer buffer, Worker worker, int which) {
    return own(frame, buffer, worker) + 4L * (2 * ROWS * COLUMNS + which * ROWS);
  }

  private static long own(Frame frame, Buffer buffer, Worker worker) {
    return frame.address(buffer) + 4 * EACH * worker.number();
  }

  /** Columns of a tile that a row sees: all, or none after the row's own. */
  static int seen(boolean causal, int row, int firstColumn, int columns) {
    return causal ? Math.min(columns, row + 1 - firstColumn) : columns;
  }

  /** Zeros behind what a row sees, up to the last whole vector of the tile's columns. */
  static void clearUnseen(long row, int seen, int columns) {
    int from = Lanes.roundUp(seen);
    int to = Lanes.roundUp(columns);
    if (from < to) Lanes.zero(row + 4L * from, to - from);
  }
}
