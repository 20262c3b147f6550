package org.denselab.engine.plan;

import java.util.ArrayList;
import java.util.List;
import org.denselab.engine.plan.kernel.LayerNorm;
import org.denselab.graph.Block;

/**
 * Normalised rows.
 *
 * @param statistics mean and inverse deviation of each row
 */
record LayerNormNode(Block.LayerNorm block, Buffer x, Buffer statistics, long weight)
    implements Node {
  static LayerNormNode forward(Tape tape, Block.LayerNorm b) {
    int width = b.input().width();
    var kind = b.input().rows();
    Buffer x = tape.value(b.input());
    Buffer y = tape.keeps(b) ? tape.make(b.output()) : over(tape, b);
    Buffer statistics = tape.buffer(b.name() + " statistics", Extent.rows(kind, 2));
    long weight = tape.address(b.weight());
    long bias = tape.address(b.bias());
    tape.add(
        RowSteps.of(
            b.name(),
            kind,
            List.of(x),
            List.of(y, statistics),
            (frame, _, from, count) ->
                LayerNorm.forward(
                    frame.address(x) + 4L * from * width,
                    weight,
                    bias,
                    b.eps(),
                    frame.address(y) + 4L * from * width,
                    frame.address(statistics) + 8L * from,
                    count,
                    width)));
    tape.remakes().remake(b, again -> step(b, x, statistics, weight, bias, again));
    return new LayerNormNode(b, x, statistics, weight);
  }

  /** The same rows from their statistics. */
  private static Step step(
      Block.LayerNorm b, Buffer x, Buffer statistics, long weight, long bias, Buffer again) {
    int width = b.input().width();
    return RowSteps.of(
        again.name(),
        b.input().rows(),
        List.of(x, statistics),
        List.of(again),
        (frame, _, from, count) ->
            LayerNorm.again(
                frame.address(x) + 4L * from * width,
                frame.address(statistics) + 8L * from,
                weight,
                bias,
                frame.address(again) + 4L * from * width,
                count,
                width));
  }

  private static Buffer over(Tape tape, Block.LayerNorm b) {
    return tape.makeOver(b.input(), b.output());
  }

  @Override
  public void backward(Tape tape) {
    int width = block.input().width();
    Demand demand = tape.demand();
    Buffer dy = tape.gradient(block.output());
    boolean trains = demand.trains(block.weight()) || demand.trains(block.bias());
    Target dx =
        demand.differentiates(block.input()) ? tape.over(block.output(), block.input()) : null;
    var reads = new ArrayList<>(List.of(x, statistics, dy));
    var writes = new ArrayList<Buffer>();
    if (dx != null) writes.add(dx.buffer());
    if (dx != null && dx.add()) reads.add(dx.buffer());
    Buffer parts = trains ? SumSteps.parts(tape, "d " + block.name() + " parts", 2 * width) : null;
    if (trains) writes.add(parts);
    tape.add(
        SumSteps.overParts(
            "d " + block.name(),
            block.input().rows(),
            reads,
            writes,
            parts,
            2 * width,
            (frame, from, count, sums) -> {
              long at = 4L * from * width;
              LayerNorm.backward(
                  frame.address(x) + at,
                  frame.address(statistics) + 8L * from,
                  weight,
                  frame.address(dy) + at,
                  dx == null ? 0 : frame.address(dx.buffer()) + at,
                  dx != null && dx.add(),
                  sums,
                  count,
                  width);
            }));
    if (demand.trains(block.weight())) sum(tape, block.weight(), parts, 0);
    if (demand.trains(block.bias())) sum(tape, block.bias(), parts, width);
  }

  private void sum(Tape tape, String parameter, Buffer parts, int offset) {
    int width = block.input().width();
    tape.add(
        SumSteps.intoGradient(
            "d " + parameter, parts, 2 * width, offset, width, tape.gradient(parameter)));
  }
}
