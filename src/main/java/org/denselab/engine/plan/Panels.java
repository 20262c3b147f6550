package org.denselab.engine.plan;

/** Scratch for attention over bf16: for each thread some heads of the longest sequence in fp32. */
final class Panels {
  private static final int EACH = 7;

  private Panels() {}

  static Buffer buffer(Tape tape, String name, int headWidth) {
    long floats = tape.halves().on() ? (long) EACH * headWidth * tape.threads() : 0;
    return tape.buffer(name, new Extent(Extent.Unit.POSITION, floats));
  }

  /**
   * @param which from 0 to 6
   */
  static long address(Frame frame, Buffer buffer, Worker worker, int which, int headWidth) {
    long floats = frame.workspace().capacity().longest() * headWidth;
    return frame.address(buffer) + 4 * floats * (EACH * worker.number() + which);
  }
}
