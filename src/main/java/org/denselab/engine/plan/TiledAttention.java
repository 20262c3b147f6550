package org.denselab.engine.plan;

import org.denselab.engine.plan.kernel.Factors;
import org.denselab.engine.plan.kernel.Lanes;
import org.denselab.engine.plan.kernel.RunningSoftmax;

/**
 * A head of a long sequence, by tiles of queries and keys of which one is in memory at a time
 * (arXiv 2205.14135).
 *
 * @param kept for the gradient; null where there is none
 * @param scratch as {@link Tiles} shares it out
 */
record TiledAttention(AttentionInputs inputs, LongKept kept, Buffer scratch) {
  void run(Frame frame, Worker worker, int sequence, int head, Heads y) {
    int length = frame.packing().length(sequence);
    for (int from = 0; from < length; from += Tiles.ROWS)
      rows(frame, worker, sequence, head, from, Math.min(Tiles.ROWS, length - from), y);
    if (kept != null) kept.keepResult(frame, worker, sequence, head, y);
  }

  private void rows(
      Frame frame, Worker worker, int sequence, int head, int from, int rows, Heads y) {
    boolean causal = inputs.shape().causal();
    int length = frame.packing().length(sequence);
    int end = causal ? from + rows : length;
    Heads value = inputs.value();
    long scores = Tiles.tile(frame, scratch, worker, 0);
    long largest = Tiles.rows(frame, scratch, worker, 0);
    long sums = Tiles.rows(frame, scratch, worker, 1);
    long to = y.address(frame, worker, sequence, head, from);
    for (int column = 0; column < end; column += Tiles.COLUMNS) {
      int columns = Math.min(Tiles.COLUMNS, end - column);
      inputs.scores(
          frame, worker, sequence, head, from, rows, column, columns, scores, Tiles.COLUMNS);
      for (int row = 0; row < rows; row++) {
        long at = scores + 4L * row * Tiles.COLUMNS;
        int seen = Tiles.seen(causal, from + row, column, columns);
        boolean first = column == 0;
        float factor = RunningSoftmax.row(at, seen, largest + 4L * row, sums + 4L * row, first);
        Tiles.clearUnseen(at, seen, columns);
        long result = to + 4L * row * y.stride();
        if (!first && factor != 1) Factors.scale(result, factor, result, false, y.width());
      }
      if (inputs.drops(frame))
        inputs.drop(
            frame,
            worker,
            sequence,
            head,
            from,
            rows,
            column,
            columns,
            scores,
            scores,
            Tiles.COLUMNS);
      long v = value.address(frame, worker, sequence, inputs.keyHead(head), column);
      worker
          .small()
          .nn(
              rows,
              y.width(),
              columns,
              1,
              scores,
              Tiles.COLUMNS,
              v,
              value.stride(),
              column == 0 ? 0 : 1,
              to,
              y.stride());
    }
    for (int row = 0; row < rows; row++) {
      long result = to + 4L * row * y.stride();
      Factors.scale(result, 1 / Lanes.get(sums + 4L * row), result, false, y.width());
      if (kept != null)
        Lanes.set(
            kept.logSum(frame, sequence, head, from + row),
            RunningSoftmax.logSum(largest + 4L * row, sums + 4L * row));
    }
  }
}
