package org.denselab.train;

import java.util.List;
import java.util.function.LongFunction;

/** Walks through batches of rows, epoch after epoch, without end. */
final class Epochs {
  private final LongFunction<List<int[]>> order;
  private Cursor cursor = Cursor.START;
  private List<int[]> batches;

  /** The rows of one batch, and the epoch from which its random choices are drawn. */
  @SuppressWarnings("ArrayRecordComponent") // taken apart at once
  record Draw(long epoch, int[] rows) {}

  /**
   * Starts with the first epoch.
   *
   * @param order the batches of an epoch: at least one, the same each time it is asked
   */
  Epochs(LongFunction<List<int[]>> order) {
    this.order = order;
    this.batches = order.apply(0);
  }

  Draw next() {
    var draw = new Draw(cursor.epoch(), batches.get(Math.toIntExact(cursor.position())));
    boolean last = cursor.position() + 1 == batches.size();
    seek(
        last
            ? new Cursor(cursor.epoch() + 1, 0)
            : new Cursor(cursor.epoch(), cursor.position() + 1));
    return draw;
  }

  Cursor cursor() {
    return cursor;
  }

  void seek(Cursor to) {
    if (to.epoch() != cursor.epoch()) batches = order.apply(to.epoch());
    if (to.position() >= batches.size())
      throw new IllegalArgumentException("epoch " + to.epoch() + " has no batch " + to.position());
    cursor = to;
  }
}
