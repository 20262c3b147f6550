package org.denselab.engine.plan;

import org.denselab.engine.plan.kernel.Half;
import org.denselab.graph.Value;

/**
 * Rows of tokens as attention reads and writes them: heads side by side, each of contiguous
 * elements. Of rows in bf16 a thread has one head of one sequence at a time in fp32, in a panel.
 *
 * @param rowWidth elements a token
 * @param width elements a head
 * @param panels as {@link Panel} shares them out
 */
record Heads(Operand rows, int rowWidth, int width, Buffer panels, Panel panel) {
  /** Elements from one token to the next. */
  int stride() {
    return rows.half() ? width : rowWidth;
  }

  /** The same with panels in other scratch. */
  Heads over(Buffer otherPanels) {
    return new Heads(rows, rowWidth, width, otherPanels, panel);
  }

  /** The same places in other rows. */
  Heads in(Operand others, Panel otherPanel) {
    return new Heads(others, rowWidth, width, panels, otherPanel);
  }

  Buffer buffer() {
    return rows.buffer();
  }

  /**
   * Address of a head of a token of a sequence; of rows in bf16 the head that was {@link #load}ed.
   */
  long address(Frame frame, Worker worker, int sequence, int head, int token) {
    if (rows.half()) return panel(frame, worker) + 4L * token * width;
    return frame.address(buffer()) + 4 * element(frame, sequence, head, token);
  }

  private long panel(Frame frame, Worker worker) {
    return panel.address(frame, panels, worker, width);
  }

  private long element(Frame frame, int sequence, int head, int token) {
    long row = (long) frame.packing().first(sequence) + token;
    return row * rowWidth + (long) head * width;
  }

  /** Before a head is read. */
  void load(Frame frame, Worker worker, int sequence, int head) {
    if (!rows.half()) return;
    long from = frame.address(buffer()) + 2 * element(frame, sequence, head, 0);
    long to = panel(frame, worker);
    for (int token = 0; token < frame.packing().length(sequence); token++)
      Half.widen(from + 2L * token * rowWidth, to + 4L * token * width, false, width);
  }

  /** After a head was written. */
  void store(Frame frame, Worker worker, int sequence, int head) {
    if (!rows.half()) return;
    long from = panel(frame, worker);
    long to = frame.address(buffer()) + 2 * element(frame, sequence, head, 0);
    for (int token = 0; token < frame.packing().length(sequence); token++)
      Half.narrow(from + 4L * token * width, to + 2L * token * rowWidth, width);
  }

  /** Zeros in the rows past the last token. */
  void clearTail(Frame frame) {
    int used = frame.packing().tokens();
    long rest = (long) (frame.packing().rows(Value.Rows.TOKENS) - used) * rowWidth;
    long before = (long) used * rowWidth;
    rows.zero(frame, before, rest);
  }
}
