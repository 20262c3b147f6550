package org.denselab.engine.plan;

import org.denselab.engine.plan.kernel.Half;
import org.denselab.engine.plan.kernel.Lanes;

/**
 * Rows that a kernel for fp32 reads or writes, whatever they are stored as: bf16 goes through a
 * thread's scratch, a block at a time.
 */
record Operand(Buffer buffer, boolean half) {
  /** Elements in a block: what is widened stays in the nearest cache. */
  static final int BLOCK = 2048;

  static Operand of(Tape tape, Buffer buffer) {
    return new Operand(buffer, tape.halves().is(buffer));
  }

  /** Address of fp32 values {@code from} to {@code from + count}. */
  long read(Frame frame, Worker worker, int slot, long from, int count) {
    if (!half) return frame.address(buffer) + 4 * from;
    long block = worker.block(slot);
    Half.widen(frame.address(buffer) + 2 * from, block, false, count);
    return block;
  }

  /** Where fp32 values are to be written, to be {@link #written} then. */
  long target(Frame frame, Worker worker, int slot, long from) {
    return half ? worker.block(slot) : frame.address(buffer) + 4 * from;
  }

  /** Puts zeros there. */
  void zero(Frame frame, long from, long count) {
    if (half) Half.zero(frame.address(buffer) + 2 * from, count);
    else Lanes.zero(frame.address(buffer) + 4 * from, count);
  }

  void written(Frame frame, Worker worker, int slot, long from, int count) {
    if (half) Half.narrow(worker.block(slot), frame.address(buffer) + 2 * from, count);
  }
}
