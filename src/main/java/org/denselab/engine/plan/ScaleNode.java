package org.denselab.engine.plan;

import java.util.List;
import org.denselab.engine.plan.kernel.Factors;
import org.denselab.graph.Block;
import org.denselab.graph.Value;

/** Rows times a number. */
record ScaleNode(Block.Scale block) implements Node {
  static ScaleNode forward(Tape tape, Block.Scale b) {
    Buffer x = tape.value(b.input());
    var node = new ScaleNode(b);
    tape.add(node.step(b.name(), x, new Target(tape.makeOver(b.input(), b.output()), false)));
    return node;
  }

  @Override
  public void backward(Tape tape) {
    Buffer dy = tape.gradient(block.output());
    tape.add(step("d " + block.name(), dy, tape.over(block.output(), block.input())));
  }

  private Step step(String name, Buffer x, Target y) {
    Value.Rows kind = block.input().rows();
    int width = block.input().width();
    float factor = (float) block.factor();
    return RowSteps.of(
        name,
        kind,
        y.add() ? List.of(x, y.buffer()) : List.of(x),
        List.of(y.buffer()),
        (frame, _, from, count) -> {
          long at = 4L * from * width;
          Factors.scale(
              frame.address(x) + at,
              factor,
              frame.address(y.buffer()) + at,
              y.add(),
              count * width);
        });
  }
}
