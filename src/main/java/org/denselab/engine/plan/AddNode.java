package org.denselab.engine.plan;

import java.util.List;
import org.denselab.engine.plan.kernel.Sums;
import org.denselab.graph.Block;
import org.denselab.graph.Value;

/** A sum; its gradient is both inputs'. */
record AddNode(Block.Add block) implements Node {
  static AddNode forward(Tape tape, Block.Add b) {
    Buffer left = tape.value(b.left());
    Buffer right = tape.value(b.right());
    Buffer y = tape.makeOver(b.left(), b.output());
    int width = b.output().width();
    tape.add(
        RowSteps.of(
            b.name(),
            b.output().rows(),
            List.of(left, right),
            List.of(y),
            (frame, _, from, count) -> {
              long at = 4L * from * width;
              Sums.add(
                  frame.address(left) + at,
                  frame.address(right) + at,
                  frame.address(y) + at,
                  count * width);
            }));
    return new AddNode(b);
  }

  @Override
  public void backward(Tape tape) {
    Buffer dy = tape.gradient(block.output());
    if (tape.demand().differentiates(block.right()))
      put(tape, dy, tape.into(block.right()), block.right());
    if (tape.demand().differentiates(block.left()))
      put(tape, dy, tape.over(block.output(), block.left()), block.left());
  }

  private void put(Tape tape, Buffer dy, Target to, Value input) {
    if (to.buffer().equals(dy)) return;
    int width = block.output().width();
    tape.add(
        RowSteps.of(
            "d " + block.name() + " to " + input.name(),
            block.output().rows(),
            to.add() ? List.of(dy, to.buffer()) : List.of(dy),
            List.of(to.buffer()),
            (frame, _, from, count) ->
                Sums.put(
                    frame.address(dy) + 4L * from * width,
                    frame.address(to.buffer()) + 4L * from * width,
                    to.add(),
                    count * width)));
  }
}
