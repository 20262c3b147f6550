package org.denselab.engine.plan;

/** Scratch for attention: two matrices of the longest sequence for each thread. */
final class Squares {
  private static final int EACH = 2;

  private Squares() {}

  static Buffer buffer(Tape tape, String name) {
    return tape.buffer(name, new Extent(Extent.Unit.SQUARE, (long) EACH * tape.threads()));
  }

  /**
   * @param which 0 or 1
   */
  static long address(Frame frame, Buffer buffer, Worker worker, int which) {
    long square = frame.workspace().capacity().square();
    return frame.address(buffer) + 4 * square * (EACH * worker.number() + which);
  }
}
