package org.denselab.engine.plan;

import java.util.ArrayList;
import java.util.List;
import org.denselab.engine.DropoutMask;
import org.denselab.engine.plan.kernel.Factors;
import org.denselab.engine.plan.kernel.Lanes;
import org.denselab.engine.plan.kernel.Softmax;
import org.denselab.engine.plan.onednn.SmallProduct;
import org.denselab.graph.Block;
import org.denselab.graph.Value;

/**
 * Attention by sequence and head.
 *
 * @param dropout its rate here: 0 in inference
 * @param probabilities of every head, kept for the gradient; null where there is none
 */
record AttentionNode(
    Block.Attention block,
    double dropout,
    Buffer query,
    Buffer key,
    Buffer value,
    Buffer probabilities)
    implements Node {
  static AttentionNode forward(Tape tape, Block.Attention b) {
    Buffer query = tape.value(b.query());
    Buffer key = tape.value(b.key());
    Buffer value = tape.value(b.value());
    Buffer y = tape.make(b.output());
    boolean keeps = tape.keeps(b);
    Buffer probabilities =
        keeps
            ? tape.buffer(
                b.name() + " probabilities", new Extent(Extent.Unit.PAIR, b.shape().heads()))
            : null;
    Buffer scratch = Squares.buffer(tape, b.name() + " scratch");
    double dropout = tape.demand().training() ? b.dropout() : 0;
    var node = new AttentionNode(b, dropout, query, key, value, probabilities);
    var writes = new ArrayList<>(List.of(y, scratch));
    if (keeps) writes.add(probabilities);
    tape.add(
        new Step(
            b.name(),
            List.of(query, key, value),
            writes,
            node::items,
            (frame, worker, item) -> {
              if (item < node.heads(frame.packing())) node.head(frame, worker, item, scratch, y);
              else node.clearTail(frame, y);
            }));
    return node;
  }

  /** A head of a sequence each, and one for the rows past the last token. */
  private int items(Packing packing) {
    return heads(packing) + 1;
  }

  private int heads(Packing packing) {
    return packing.sequences() * block.shape().heads();
  }

  private int headWidth() {
    return block.shape().headWidth();
  }

  private float scale() {
    return (float) block.shape().scale();
  }

  private void clearTail(Frame frame, Buffer rows) {
    int used = frame.packing().tokens();
    int width = block.query().width();
    long rest = (long) (frame.packing().rows(Value.Rows.TOKENS) - used) * width;
    Lanes.zero(frame.address(rows) + 4L * used * width, rest);
  }

  private long rows(Frame frame, Buffer buffer, int item) {
    long first = frame.packing().first(item / block.shape().heads());
    int head = item % block.shape().heads();
    return frame.address(buffer) + 4 * (first * block.query().width() + (long) head * headWidth());
  }

  private long probabilities(Frame frame, int item) {
    int sequence = item / block.shape().heads();
    Packing packing = frame.packing();
    long square = (long) packing.length(sequence) * Packing.stride(packing.length(sequence));
    long before =
        packing.pairs(sequence) * block.shape().heads() + item % block.shape().heads() * square;
    return frame.address(probabilities) + 4 * before;
  }

  private void head(Frame frame, Worker worker, int item, Buffer scratch, Buffer y) {
    int t = frame.packing().length(item / block.shape().heads());
    int stride = Packing.stride(t);
    int width = block.query().width();
    int d = headWidth();
    long square = Squares.address(frame, scratch, worker, 0);
    long p = probabilities == null ? square : probabilities(frame, item);
    long q = rows(frame, query, item);
    SmallProduct.nt(t, t, d, scale(), q, width, rows(frame, key, item), width, 0, p, stride);
    Softmax.forward(p, t, t, stride);
    long used = drops(frame) ? square : p;
    if (drops(frame)) drop(frame, worker, item, p, square);
    long v = rows(frame, value, item);
    SmallProduct.nn(t, d, t, 1, used, stride, v, width, 0, rows(frame, y, item), width);
  }

  private boolean drops(Frame frame) {
    return dropout > 0 && frame.noise().active();
  }

  private void drop(Frame frame, Worker worker, int item, long from, long to) {
    int sequence = item / block.shape().heads();
    int t = frame.packing().length(sequence);
    int stride = Packing.stride(t);
    var mask = new DropoutMask(frame.noise(), block.name(), dropout);
    float[] factors = worker.factors(t);
    for (int row = 0; row < t; row++) {
      mask.fill(sequence, item % block.shape().heads(), row, factors, 0, t);
      long at = 4L * row * stride;
      Factors.multiply(from + at, factors, to + at, false, t);
    }
  }

  @Override
  public void backward(Tape tape) {
    Buffer dy = tape.gradient(block.output());
    Target dq = target(tape, block.query());
    Target dk = target(tape, block.key());
    Target dv = target(tape, block.value());
    Buffer scratch = Squares.buffer(tape, "d " + block.name() + " scratch");
    var reads = new ArrayList<>(List.of(dy, query, key, value, probabilities));
    var writes = new ArrayList<>(List.of(scratch));
    for (Target target : new Target[] {dq, dk, dv})
      if (target != null) {
        writes.add(target.buffer());
        if (target.add()) reads.add(target.buffer());
      }
    tape.add(
        new Step(
            "d " + block.name(),
            reads,
            writes,
            this::items,
            (frame, worker, item) -> {
              if (item < heads(frame.packing())) {
                headGradient(frame, worker, item, scratch, dy, dq, dk, dv);
              } else {
                for (Target target : new Target[] {dq, dk, dv})
                  if (target != null && !target.add()) clearTail(frame, target.buffer());
              }
            }));
  }

  private static Target target(Tape tape, Value input) {
    return tape.demand().differentiates(input) ? tape.into(input) : null;
  }

  private void headGradient(
      Frame frame,
      Worker worker,
      int item,
      Buffer scratch,
      Buffer dOut,
      Target dq,
      Target dk,
      Target dv) {
    int t = frame.packing().length(item / block.shape().heads());
    int stride = Packing.stride(t);
    int w = block.query().width();
    int d = headWidth();
    long p = probabilities(frame, item);
    long ds = Squares.address(frame, scratch, worker, 0);
    long dy = rows(frame, dOut, item);
    if (dv != null) {
      long used = drops(frame) ? Squares.address(frame, scratch, worker, 1) : p;
      if (drops(frame)) drop(frame, worker, item, p, used);
      SmallProduct.tn(t, d, t, 1, used, stride, dy, w, keep(dv), rows(frame, dv.buffer(), item), w);
    }
    if (dq == null && dk == null) return;
    SmallProduct.nt(t, t, d, 1, dy, w, rows(frame, value, item), w, 0, ds, stride);
    if (drops(frame)) drop(frame, worker, item, ds, ds);
    Softmax.backward(p, ds, t, t, stride);
    if (dq != null) {
      long k = rows(frame, key, item);
      long to = rows(frame, dq.buffer(), item);
      SmallProduct.nn(t, d, t, scale(), ds, stride, k, w, keep(dq), to, w);
    }
    if (dk != null) {
      long q = rows(frame, query, item);
      long to = rows(frame, dk.buffer(), item);
      SmallProduct.tn(t, d, t, scale(), ds, stride, q, w, keep(dk), to, w);
    }
  }

  private static float keep(Target target) {
    return target.add() ? 1 : 0;
  }
}
