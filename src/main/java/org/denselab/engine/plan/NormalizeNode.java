package org.denselab.engine.plan;

import java.util.List;
import org.denselab.engine.plan.kernel.UnitLength;
import org.denselab.graph.Block;

/** Rows of length 1. */
record NormalizeNode(Block.Normalize block, Buffer x) implements Node {
  static NormalizeNode forward(Tape tape, Block.Normalize b) {
    Buffer x = tape.value(b.input());
    boolean differentiates = tape.keeps(b);
    Buffer y = differentiates ? tape.make(b.output()) : tape.makeOver(b.input(), b.output());
    int width = b.input().width();
    tape.add(
        RowSteps.of(
            b.name(),
            b.input().rows(),
            List.of(x),
            List.of(y),
            (frame, _, from, count) ->
                UnitLength.forward(
                    frame.address(x) + 4L * from * width,
                    frame.address(y) + 4L * from * width,
                    count,
                    width)));
    return new NormalizeNode(b, x);
  }

  @Override
  public void backward(Tape tape) {
    Buffer dy = tape.gradient(block.output());
    Target dx = tape.over(block.output(), block.input());
    int width = block.input().width();
    tape.add(
        RowSteps.of(
            "d " + block.name(),
            block.input().rows(),
            dx.add() ? List.of(x, dy, dx.buffer()) : List.of(x, dy),
            List.of(dx.buffer()),
            (frame, _, from, count) ->
                UnitLength.backward(
                    frame.address(x) + 4L * from * width,
                    frame.address(dy) + 4L * from * width,
                    frame.address(dx.buffer()) + 4L * from * width,
                    dx.add(),
                    count,
                    width)));
  }
}
