package org.denselab.engine.plan;

import org.denselab.engine.plan.kernel.Half;
import org.denselab.engine.plan.kernel.Softmax;

/**
 * A head of a sequence whose probabilities are all in memory. Causal ones are made some rows at a
 * time: none of these sees a column past the last of them.
 *
 * @param probabilities of every head, kept for the gradient; null where there is none
 * @param scratch as {@link Squares} shares it out
 */
record WholeAttention(AttentionInputs inputs, Operand probabilities, Buffer scratch) {
  private static final int CAUSAL_ROWS = 64;

  /** Rows that are made together. */
  static int block(AttentionInputs inputs, int length) {
    return inputs.shape().causal() ? CAUSAL_ROWS : length;
  }

  /** Elements from the first of the kept matrices to that of a head. */
  static long kept(Packing packing, int heads, int sequence, int head) {
    long square = (long) packing.length(sequence) * Packing.stride(packing.length(sequence));
    return packing.pairs(sequence) * heads + head * square;
  }

  private void keep(Frame frame, long p, long first, int count) {
    Half.narrow(p, frame.address(probabilities.buffer()) + 2 * first, count);
  }

  void run(Frame frame, Worker worker, int sequence, int head, Heads y) {
    Packing packing = frame.packing();
    boolean causal = inputs.shape().causal();
    int length = packing.length(sequence);
    int stride = Packing.stride(length);
    Heads value = inputs.value();
    long v = value.address(frame, worker, sequence, inputs.keyHead(head), 0);
    boolean inPlace = probabilities != null && !probabilities.half();
    long kept = kept(packing, inputs.shape().heads(), sequence, head);
    long matrix =
        inPlace
            ? frame.address(probabilities.buffer()) + 4 * kept
            : Squares.address(frame, scratch, worker, 0);
    int block = block(inputs, length);
    for (int from = 0; from < length; from += block) {
      int rows = Math.min(block, length - from);
      int columns = causal ? from + rows : length;
      long p = matrix + 4L * from * stride;
      inputs.scores(frame, worker, sequence, head, from, rows, 0, columns, p, stride);
      if (causal) Softmax.causal(p, from, rows, stride);
      else Softmax.forward(p, rows, columns, stride);
      if (probabilities != null && !inPlace)
        keep(frame, p, kept + (long) from * stride, rows * stride);
      long used = p;
      if (inputs.drops(frame)) {
        used = Squares.address(frame, scratch, worker, 1);
        inputs.drop(frame, worker, sequence, head, from, rows, 0, columns, p, used, stride);
      }
      long to = y.address(frame, worker, sequence, head, from);
      worker
          .small()
          .nn(rows, y.width(), columns, 1, used, stride, v, value.stride(), 0, to, y.stride());
    }
  }
}
