package org.denselab.engine.plan;

import org.denselab.engine.plan.kernel.Lanes;
import org.denselab.graph.AttentionShape;

/**
 * What {@link TiledAttention} keeps of long sequences, instead of probabilities.
 *
 * @param logSums for each head and token the logarithm of its sum of exponentials
 * @param results the output: whoever reads it last may overwrite it
 */
record LongKept(AttentionShape shape, Buffer logSums, Buffer results) {
  static LongKept of(Tape tape, String name, AttentionShape shape) {
    return new LongKept(
        shape,
        tape.buffer(name + " log sums", new Extent(Extent.Unit.LONG_TOKEN, shape.heads())),
        tape.buffer(
            name + " long results", new Extent(Extent.Unit.LONG_TOKEN, shape.queryWidth())));
  }

  /** Address of the number of a head of a token. */
  long logSum(Frame frame, int sequence, int head, int token) {
    return frame.address(logSums) + 4 * (before(frame, sequence, head) + token);
  }

  /** Address of a head of a token's result: {@code headWidth} elements, tokens without gaps. */
  long result(Frame frame, int sequence, int head, int token) {
    long row = before(frame, sequence, head) + token;
    return frame.address(results) + 4 * row * shape.headWidth();
  }

  /** Rows of one head before a head's first. */
  private long before(Frame frame, int sequence, int head) {
    Packing packing = frame.packing();
    long rows = (long) packing.longTokens(sequence) * shape.heads();
    return rows + (long) head * packing.length(sequence);
  }

  void keepResult(Frame frame, int sequence, int head, Heads y) {
    for (int token = 0; token < frame.packing().length(sequence); token++)
      Lanes.copy(
          y.address(frame, sequence, head, token),
          result(frame, sequence, head, token),
          shape.headWidth());
  }
}
