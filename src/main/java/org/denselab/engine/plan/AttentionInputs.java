package org.denselab.engine.plan;

import java.util.ArrayList;
import java.util.List;
import org.denselab.engine.DropoutMask;
import org.denselab.engine.plan.kernel.Factors;
import org.denselab.graph.AttentionShape;
import org.denselab.graph.Block;

/**
 * What attention of a block starts from, forward and backward.
 *
 * @param dropout its rate here: 0 in inference
 * @param bias numbers to add to scores; null for none
 */
record AttentionInputs(
    Block.Attention block, double dropout, Heads query, Heads key, Heads value, BiasNode bias) {
  AttentionShape shape() {
    return block.shape();
  }

  List<Buffer> reads() {
    var reads = new ArrayList<>(List.of(query.buffer(), key.buffer(), value.buffer()));
    if (bias != null) reads.add(bias.values());
    return reads;
  }

  /** The same with panels of other scratch. */
  AttentionInputs over(Buffer panels) {
    return new AttentionInputs(
        block, dropout, query.over(panels), key.over(panels), value.over(panels), bias);
  }

  /** Before a query head is read. */
  void loadQueries(Frame frame, Worker worker, int sequence, int head) {
    query.load(frame, worker, sequence, head);
  }

  /** Before a key head is read, and its values. */
  void loadKeys(Frame frame, Worker worker, int sequence, int keyHead) {
    key.load(frame, worker, sequence, keyHead);
    value.load(frame, worker, sequence, keyHead);
  }

  /** The head of keys and values that a query head reads. */
  int keyHead(int head) {
    return head / block.shape().group();
  }

  boolean drops(Frame frame) {
    return dropout > 0 && frame.noise().active();
  }

  /**
   * Multiplies a tile of a head's matrix by dropout's factors.
   *
   * @param firstColumn a multiple of two
   * @param from of its first element, as is {@code to}, which may be the same
   */
  void drop(
      Frame frame,
      Worker worker,
      int sequence,
      int head,
      int firstRow,
      int rows,
      int firstColumn,
      int columns,
      long from,
      long to,
      int stride) {
    var mask = new DropoutMask(frame.noise(), block.name(), dropout);
    float[] factors = worker.factors(columns);
    for (int row = 0; row < rows; row++) {
      mask.fill(sequence, head, firstRow + row, firstColumn, factors, 0, columns);
      long at = 4L * row * stride;
      Factors.multiply(from + at, factors, to + at, false, columns);
    }
  }

  /** Scores of some queries of a head with some keys, before the softmax. */
  void scores(
      Frame frame,
      Worker worker,
      int sequence,
      int head,
      int firstRow,
      int rows,
      int firstColumn,
      int columns,
      long to,
      int stride) {
    long q = query.address(frame, worker, sequence, head, firstRow);
    long k = key.address(frame, worker, sequence, keyHead(head), firstColumn);
    float scale = (float) shape().scale();
    worker
        .small()
        .nt(rows, columns, query.width(), scale, q, query.stride(), k, key.stride(), 0, to, stride);
    if (bias != null) bias.add(frame, head, firstRow, rows, firstColumn, columns, to, stride);
  }
}
