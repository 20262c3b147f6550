package org.denselab.engine.plan;

import java.util.List;
import org.denselab.engine.DropoutMask;
import org.denselab.engine.plan.kernel.Factors;
import org.denselab.engine.plan.kernel.Lanes;
import org.denselab.engine.plan.kernel.Sums;
import org.denselab.graph.Block;
import org.denselab.graph.Value;

/** Dropout: factors are drawn anew in the backward pass, not kept. */
record DropoutNode(Block.Dropout block) implements Node {
  static DropoutNode forward(Tape tape, Block.Dropout b) {
    if (!tape.demand().training()) {
      tape.alias(b.input(), b.output());
      return new DropoutNode(b);
    }
    Buffer x = tape.value(b.input());
    var y = new Target(tape.makeOver(b.input(), b.output()), false);
    tape.add(step(b.name(), b.rate(), b.input().rows(), b.input().width(), x, y));
    return new DropoutNode(b);
  }

  @Override
  public void backward(Tape tape) {
    Buffer dy = tape.gradient(block.output());
    Target dx = tape.over(block.output(), block.input());
    int width = block.input().width();
    tape.add(step(block.name(), block.rate(), block.input().rows(), width, dy, dx));
  }

  /**
   * {@code y = x factors}, or {@code y +=}, where the batch draws dropout, else without factors.
   */
  static Step step(String site, double rate, Value.Rows kind, int width, Buffer x, Target y) {
    if (kind != Value.Rows.TOKENS)
      throw new IllegalArgumentException(site + ": dropout is for token vectors");
    return new Step(
        "dropout " + site,
        y.add() ? List.of(x, y.buffer()) : List.of(x),
        List.of(y.buffer()),
        packing -> packing.sequences() + 1,
        (frame, worker, sequence) -> {
          Packing packing = frame.packing();
          int used = packing.tokens();
          boolean tail = sequence == packing.sequences();
          int from = tail ? used : packing.first(sequence);
          int count = tail ? packing.rows(kind) - used : packing.length(sequence);
          long source = frame.address(x) + 4L * from * width;
          long target = frame.address(y.buffer()) + 4L * from * width;
          if (tail && !y.add()) {
            Lanes.zero(target, (long) count * width);
          } else if (!frame.noise().active()) {
            Sums.put(source, target, y.add(), count * width);
          } else if (!tail) {
            var mask = new DropoutMask(frame.noise(), site, rate);
            float[] factors = worker.factors(width);
            for (int row = 0; row < count; row++) {
              mask.fill(sequence, 0, row, factors, 0, width);
              long at = 4L * row * width;
              Factors.multiply(source + at, factors, target + at, y.add(), width);
            }
          }
        });
  }
}
