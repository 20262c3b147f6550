package org.denselab.engine.plan;

import java.util.ArrayList;
import java.util.List;
import org.denselab.engine.plan.kernel.RmsNorm;
import org.denselab.graph.Block;

/**
 * Rows of mean square 1.
 *
 * @param inverses what each row was multiplied by
 * @param offset what is added to the weight
 */
record RmsNormNode(Block.RmsNorm block, Buffer x, Buffer inverses, long weight, float offset)
    implements Node {
  static RmsNormNode forward(Tape tape, Block.RmsNorm b) {
    int width = b.input().width();
    var kind = b.input().rows();
    Buffer x = tape.value(b.input());
    Buffer y = tape.keeps(b) ? tape.make(b.output()) : tape.makeOver(b.input(), b.output());
    Buffer inverses = tape.buffer(b.name() + " inverses", Extent.rows(kind, 1));
    long weight = tape.address(b.weight());
    float offset = b.onePlus() ? 1 : 0;
    tape.add(
        RowSteps.of(
            b.name(),
            kind,
            List.of(x),
            List.of(y, inverses),
            (frame, _, from, count) ->
                RmsNorm.forward(
                    frame.address(x) + 4L * from * width,
                    weight,
                    offset,
                    b.eps(),
                    frame.address(y) + 4L * from * width,
                    frame.address(inverses) + 4L * from,
                    count,
                    width)));
    tape.remakes()
        .remake(
            b,
            again ->
                RowSteps.of(
                    again.name(),
                    kind,
                    List.of(x, inverses),
                    List.of(again),
                    (frame, _, from, count) ->
                        RmsNorm.again(
                            frame.address(x) + 4L * from * width,
                            frame.address(inverses) + 4L * from,
                            weight,
                            offset,
                            frame.address(again) + 4L * from * width,
                            count,
                            width)));
    return new RmsNormNode(b, x, inverses, weight, offset);
  }

  @Override
  public void backward(Tape tape) {
    int width = block.input().width();
    Buffer dy = tape.gradient(block.output());
    boolean trains = tape.demand().trains(block.weight());
    Target dx =
        tape.demand().differentiates(block.input())
            ? tape.over(block.output(), block.input())
            : null;
    var reads = new ArrayList<>(List.of(x, inverses, dy));
    var writes = new ArrayList<Buffer>();
    if (dx != null) writes.add(dx.buffer());
    if (dx != null && dx.add()) reads.add(dx.buffer());
    Buffer parts = trains ? SumSteps.parts(tape, "d " + block.name() + " parts", width) : null;
    if (trains) writes.add(parts);
    tape.add(
        SumSteps.overParts(
            "d " + block.name(),
            block.input().rows(),
            reads,
            writes,
            parts,
            width,
            (frame, from, count, sums) -> {
              long at = 4L * from * width;
              RmsNorm.backward(
                  frame.address(x) + at,
                  frame.address(inverses) + 4L * from,
                  weight,
                  offset,
                  frame.address(dy) + at,
                  dx == null ? 0 : frame.address(dx.buffer()) + at,
                  dx != null && dx.add(),
                  sums,
                  count,
                  width);
            }));
    if (trains)
      tape.add(
          SumSteps.intoGradient(
              "d " + block.weight(), parts, width, 0, width, tape.gradient(block.weight())));
  }
}
