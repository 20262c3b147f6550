package org.denselab.engine.plan;

import org.denselab.engine.plan.kernel.Lanes;
import org.denselab.engine.plan.kernel.RunningSoftmax;
import org.denselab.engine.plan.kernel.Softmax;

/**
 * What the probabilities of some queries of a head, over some keys, bring to the gradients.
 *
 * @param dy gradient by the result
 */
record TileGradient(AttentionInputs inputs, Heads dy, AttentionTargets targets) {
  /** Before the tiles of a query head. */
  void begin(Frame frame, Worker worker, int sequence, int head) {
    inputs.loadQueries(frame, worker, sequence, head);
    dy.load(frame, worker, sequence, head);
  }

  /** After them. */
  void end(Frame frame, Worker worker, int sequence, int head) {
    if (targets.query() != null) targets.query().rows().store(frame, worker, sequence, head);
  }

  /**
   * @param p probabilities, zeros where a query sees no key
   * @param ds scratch of the same size
   * @param alongs for each row the sum over all its keys of probability times gradient; 0 where the
   *     tile has all keys
   * @param queriesWritten whether an earlier tile has written the gradients by these queries
   * @param keysWritten the same of these keys and their values
   */
  void run(
      Frame frame,
      Worker worker,
      int sequence,
      int head,
      int firstRow,
      int rows,
      int firstColumn,
      int columns,
      long p,
      long ds,
      int stride,
      long alongs,
      boolean queriesWritten,
      boolean keysWritten) {
    int width = inputs.shape().headWidth();
    int keyHead = inputs.keyHead(head);
    boolean drops = inputs.drops(frame);
    Heads value = inputs.value();
    long d = dy.address(frame, worker, sequence, head, firstRow);
    if (targets.value() != null) {
      if (drops)
        inputs.drop(
            frame, worker, sequence, head, firstRow, rows, firstColumn, columns, p, ds, stride);
      long to = targets.value().rows().address(frame, worker, sequence, keyHead, firstColumn);
      float keep = targets.value().keep(keysWritten);
      worker
          .small()
          .tn(
              columns,
              width,
              rows,
              1,
              drops ? ds : p,
              stride,
              d,
              dy.stride(),
              keep,
              to,
              targets.value().rows().stride());
    }
    if (!targets.scores()) return;
    long v = value.address(frame, worker, sequence, keyHead, firstColumn);
    worker.small().nt(rows, columns, width, 1, d, dy.stride(), v, value.stride(), 0, ds, stride);
    if (drops)
      inputs.drop(
          frame, worker, sequence, head, firstRow, rows, firstColumn, columns, ds, ds, stride);
    throughSoftmax(p, ds, rows, columns, stride, alongs);
    if (targets.diagonals() != null)
      inputs
          .bias()
          .addDiagonals(
              frame,
              targets.diagonals(),
              sequence,
              head,
              firstRow,
              rows,
              firstColumn,
              columns,
              ds,
              stride);
    float scale = (float) inputs.shape().scale();
    Heads query = inputs.query();
    Heads key = inputs.key();
    if (targets.query() != null) {
      long k = key.address(frame, worker, sequence, keyHead, firstColumn);
      long to = targets.query().rows().address(frame, worker, sequence, head, firstRow);
      float keep = targets.query().keep(queriesWritten);
      worker
          .small()
          .nn(
              rows,
              width,
              columns,
              scale,
              ds,
              stride,
              k,
              key.stride(),
              keep,
              to,
              targets.query().rows().stride());
    }
    if (targets.key() != null) {
      long q = query.address(frame, worker, sequence, head, firstRow);
      long to = targets.key().rows().address(frame, worker, sequence, keyHead, firstColumn);
      float keep = targets.key().keep(keysWritten);
      worker
          .small()
          .tn(
              columns,
              width,
              rows,
              scale,
              ds,
              stride,
              q,
              query.stride(),
              keep,
              to,
              targets.key().rows().stride());
    }
  }

  private static void throughSoftmax(
      long p, long ds, int rows, int columns, int stride, long alongs) {
    if (alongs == 0) {
      Softmax.backward(p, ds, rows, columns, stride);
      return;
    }
    for (int row = 0; row < rows; row++) {
      long at = 4L * row * stride;
      RunningSoftmax.backward(p + at, ds + at, columns, Lanes.get(alongs + 4L * row));
    }
  }
}
