package org.denselab.engine.plan;

import org.denselab.engine.plan.kernel.Dot;
import org.denselab.engine.plan.kernel.Lanes;
import org.denselab.engine.plan.kernel.RunningSoftmax;

/**
 * The gradient of a key head of a long sequence: probabilities are made again tile by tile (arXiv
 * 2205.14135, appendix B).
 *
 * @param scratch as {@link Tiles} shares it out
 */
record TiledGradient(TileGradient gradient, LongKept kept, Buffer scratch) {
  void run(Frame frame, Worker worker, int sequence, int keyHead) {
    int group = gradient.inputs().shape().group();
    int last = (frame.packing().length(sequence) - 1) / Tiles.ROWS * Tiles.ROWS;
    for (int head = keyHead * group; head < (keyHead + 1) * group; head++) {
      gradient.begin(frame, worker, sequence, head);
      // the last rows see every key: they write where the others add
      for (int from = last; from >= 0; from -= Tiles.ROWS)
        rows(frame, worker, sequence, head, from, head > keyHead * group || from < last);
      gradient.end(frame, worker, sequence, head);
    }
  }

  private void rows(
      Frame frame, Worker worker, int sequence, int head, int from, boolean keysWritten) {
    boolean causal = gradient.inputs().shape().causal();
    int length = frame.packing().length(sequence);
    int rows = Math.min(Tiles.ROWS, length - from);
    int end = causal ? from + rows : length;
    long p = Tiles.tile(frame, scratch, worker, 0);
    long ds = Tiles.tile(frame, scratch, worker, 1);
    long alongs = Tiles.rows(frame, scratch, worker, 2);
    for (int row = 0; row < rows; row++) {
      long d = gradient.dy().address(frame, worker, sequence, head, from + row);
      long result = kept.result(frame, worker, sequence, head, from + row);
      Lanes.set(alongs + 4L * row, Dot.of(d, result, gradient.dy().width()));
    }
    for (int column = 0; column < end; column += Tiles.COLUMNS) {
      int columns = Math.min(Tiles.COLUMNS, end - column);
      gradient
          .inputs()
          .scores(frame, worker, sequence, head, from, rows, column, columns, p, Tiles.COLUMNS);
      for (int row = 0; row < rows; row++) {
        long at = p + 4L * row * Tiles.COLUMNS;
        int seen = Tiles.seen(causal, from + row, column, columns);
        float logSum = Lanes.get(kept.logSum(frame, sequence, head, from + row));
        RunningSoftmax.probabilities(at, seen, logSum);
        Tiles.clearUnseen(at, seen, columns);
      }
      gradient.run(
          frame,
          worker,
          sequence,
          head,
          from,
          rows,
          column,
          columns,
          p,
          ds,
          Tiles.COLUMNS,
          alongs,
          column > 0,
          keysWritten);
    }
  }
}
