package org.denselab.engine.plan;

import org.denselab.engine.plan.kernel.Half;

/**
 * The gradient of a key head of a sequence, from the probabilities that {@link WholeAttention}
 * kept: of one query head after the other, so that their sum has one order.
 *
 * @param scratch as {@link Squares} shares it out
 */
record WholeGradient(TileGradient gradient, Operand probabilities, Buffer scratch) {
  void run(Frame frame, Worker worker, int sequence, int keyHead) {
    Packing packing = frame.packing();
    AttentionInputs inputs = gradient.inputs();
    boolean causal = inputs.shape().causal();
    int length = packing.length(sequence);
    int stride = Packing.stride(length);
    int block = WholeAttention.block(inputs, length);
    int last = (length - 1) / block * block;
    int firstHead = keyHead * inputs.shape().group();
    long ds = Squares.address(frame, scratch, worker, 0);
    long wide = Squares.address(frame, scratch, worker, 1);
    for (int head = firstHead; head < firstHead + inputs.shape().group(); head++) {
      long kept = WholeAttention.kept(packing, inputs.shape().heads(), sequence, head);
      gradient.begin(frame, worker, sequence, head);
      // the last rows see every key: they write where the others add
      for (int from = last; from >= 0; from -= block) {
        int rows = Math.min(block, length - from);
        int columns = causal ? from + rows : length;
        long p = probabilities(frame, kept + (long) from * stride, rows * stride, wide);
        boolean written = head > firstHead || from < last;
        gradient.run(
            frame, worker, sequence, head, from, rows, 0, columns, p, ds, stride, 0, false,
            written);
      }
      gradient.end(frame, worker, sequence, head);
    }
  }

  /** Address of so many of them in fp32. */
  private long probabilities(Frame frame, long first, int count, long wide) {
    if (!probabilities.half()) return frame.address(probabilities.buffer()) + 4 * first;
    Half.widen(frame.address(probabilities.buffer()) + 2 * first, wide, false, count);
    return wide;
  }
}
