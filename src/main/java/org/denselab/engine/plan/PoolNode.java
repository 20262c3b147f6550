package org.denselab.engine.plan;

import java.util.List;
import org.denselab.engine.plan.kernel.Factors;
import org.denselab.engine.plan.kernel.Lanes;
import org.denselab.engine.plan.kernel.Sums;
import org.denselab.graph.Block;
import org.denselab.graph.Value;

/** One vector a sequence. */
record PoolNode(Block.Pool block) implements Node {
  static PoolNode forward(Tape tape, Block.Pool b) {
    Buffer x = tape.value(b.input());
    Buffer y = tape.make(b.output());
    int width = b.input().width();
    tape.add(
        new Step(
            b.name(),
            List.of(x),
            List.of(y),
            packing -> packing.rows(Value.Rows.SEQUENCES),
            (frame, _, sequence) -> {
              Packing packing = frame.packing();
              long to = frame.address(y) + 4L * sequence * width;
              if (sequence >= packing.sequences()) {
                Lanes.zero(to, width);
                return;
              }
              long rows = frame.address(x) + 4L * packing.first(sequence) * width;
              int length = packing.length(sequence);
              switch (b.pooling()) {
                case CLS -> Lanes.copy(rows, to, width);
                case LAST -> Lanes.copy(rows + 4L * (length - 1) * width, to, width);
                case MEAN -> {
                  int from = packing.batch().pooledFrom(sequence);
                  Sums.overRows(rows + 4L * from * width, length - from, width, to);
                  Factors.scale(to, 1f / (length - from), to, false, width);
                }
              }
            }));
    return new PoolNode(b);
  }

  @Override
  public void backward(Tape tape) {
    Buffer dy = tape.gradient(block.output());
    Target dx = tape.into(block.input());
    int width = block.input().width();
    tape.add(
        new Step(
            "d " + block.name(),
            dx.add() ? List.of(dy, dx.buffer()) : List.of(dy),
            List.of(dx.buffer()),
            packing -> packing.sequences() + 1,
            (frame, _, sequence) -> {
              Packing packing = frame.packing();
              if (sequence < packing.sequences()) {
                spread(frame, dy, dx, sequence, width);
              } else if (!dx.add()) {
                int used = packing.tokens();
                long rest = (long) (packing.rows(Value.Rows.TOKENS) - used) * width;
                Lanes.zero(frame.address(dx.buffer()) + 4L * used * width, rest);
              }
            }));
  }

  private void spread(Frame frame, Buffer dy, Target dx, int sequence, int width) {
    int length = frame.packing().length(sequence);
    long from = frame.address(dy) + 4L * sequence * width;
    long rows = frame.address(dx.buffer()) + 4L * frame.packing().first(sequence) * width;
    int pooled = frame.packing().batch().pooledFrom(sequence);
    float share =
        switch (block.pooling()) {
          case MEAN -> 1f / (length - pooled);
          case CLS, LAST -> 1;
        };
    for (int t = 0; t < length; t++) {
      boolean takes =
          switch (block.pooling()) {
            case MEAN -> t >= pooled;
            case CLS -> t == 0;
            case LAST -> t == length - 1;
          };
      long to = rows + 4L * t * width;
      if (takes) Factors.scale(from, share, to, dx.add(), width);
      else if (!dx.add()) Lanes.zero(to, width);
    }
  }
}
