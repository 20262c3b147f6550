package org.denselab.engine.plan;

import java.util.List;
import org.denselab.engine.plan.kernel.Hadamard;
import org.denselab.graph.Block;

/** An element-wise product; the gradient by a factor needs the other. */
record MultiplyNode(Block.Multiply block, Buffer left, Buffer right) implements Node {
  static MultiplyNode forward(Tape tape, Block.Multiply b) {
    Buffer left = tape.value(b.left());
    Buffer right = tape.value(b.right());
    Buffer y = tape.keeps(b) ? tape.make(b.output()) : tape.makeOver(b.left(), b.output());
    tape.add(step(b, b.name(), left, right, new Target(y, false)));
    return new MultiplyNode(b, left, right);
  }

  @Override
  public void backward(Tape tape) {
    Buffer dy = tape.gradient(block.output());
    String name = "d " + block.name() + " to ";
    if (tape.demand().differentiates(block.right()))
      tape.add(step(block, name + block.right().name(), dy, left, tape.into(block.right())));
    if (tape.demand().differentiates(block.left())) {
      Target to = tape.over(block.output(), block.left());
      tape.add(step(block, name + block.left().name(), dy, right, to));
    }
  }

  private static Step step(Block.Multiply block, String name, Buffer a, Buffer b, Target to) {
    int width = block.output().width();
    return RowSteps.of(
        name,
        block.output().rows(),
        to.add() ? List.of(a, b, to.buffer()) : List.of(a, b),
        List.of(to.buffer()),
        (frame, _, from, count) -> {
          long at = 4L * from * width;
          Hadamard.multiply(
              frame.address(a) + at,
              frame.address(b) + at,
              frame.address(to.buffer()) + at,
              to.add(),
              count * width);
        });
  }
}
