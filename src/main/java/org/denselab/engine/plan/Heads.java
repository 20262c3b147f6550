package org.denselab.engine.plan;

import org.denselab.engine.plan.kernel.Lanes;
import org.denselab.graph.Value;

/**
 * Rows of tokens as attention reads and writes them: heads side by side, each of contiguous
 * elements.
 *
 * @param stride elements from one token to the next
 * @param width elements a head
 */
record Heads(Buffer buffer, int stride, int width) {
  /** Address of a head of a token of a sequence. */
  long address(Frame frame, int sequence, int head, int token) {
    long row = (long) frame.packing().first(sequence) + token;
    return frame.address(buffer) + 4 * (row * stride + (long) head * width);
  }

  /** The same places in another buffer. */
  Heads in(Buffer other) {
    return new Heads(other, stride, width);
  }

  /** Zeros in the rows past the last token. */
  void clearTail(Frame frame) {
    int used = frame.packing().tokens();
    long rest = (long) (frame.packing().rows(Value.Rows.TOKENS) - used) * stride;
    Lanes.zero(frame.address(buffer) + 4L * used * stride, rest);
  }
}
