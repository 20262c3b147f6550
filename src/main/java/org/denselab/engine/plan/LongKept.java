package org.denselab.engine.plan;

import org.denselab.engine.plan.kernel.Lanes;
import org.denselab.graph.AttentionShape;

/**
 * What {@link TiledAttention} keeps of long sequences, instead of probabilities.
 *
 * @param logSums for each head and token the logarithm of its sum of exponentials
 * @param rows the output: whoever reads it last may overwrite it
 */
record LongKept(AttentionShape shape, Buffer logSums, Operand rows) {
  static LongKept of(Tape tape, String name, AttentionShape shape) {
    Buffer results =
        tape.halves().kept(name + " long results", Extent.Unit.LONG_TOKEN, shape.queryWidth());
    return new LongKept(
        shape,
        tape.buffer(name + " log sums", new Extent(Extent.Unit.LONG_TOKEN, shape.heads())),
        Operand.of(tape, results));
  }

  Buffer results() {
    return rows.buffer();
  }

  /** Address of the number of a head of a token. */
  long logSum(Frame frame, int sequence, int head, int token) {
    return frame.address(logSums) + 4 * row(frame, sequence, head, token);
  }

  /** Address of a head of a token's result in fp32: {@code headWidth} elements. */
  long result(Frame frame, Worker worker, int sequence, int head, int token) {
    return rows.read(
        frame, worker, 0, row(frame, sequence, head, token) * shape.headWidth(), shape.headWidth());
  }

  void keepResult(Frame frame, Worker worker, int sequence, int head, Heads y) {
    int width = shape.headWidth();
    for (int token = 0; token < frame.packing().length(sequence); token++) {
      long at = row(frame, sequence, head, token) * width;
      Lanes.copy(
          y.address(frame, worker, sequence, head, token),
          rows.target(frame, worker, 0, at),
          width);
      rows.written(frame, worker, 0, at, width);
    }
  }

  /** All tokens of one head lie together. */
  private long row(Frame frame, int sequence, int head, int token) {
    Packing packing = frame.packing();
    long before = (long) packing.longTokens(sequence) * shape.heads();
    return before + (long) head * packing.length(sequence) + token;
  }
}
