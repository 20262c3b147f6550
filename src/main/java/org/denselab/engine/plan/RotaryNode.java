package org.denselab.engine.plan;

import java.util.List;
import org.denselab.engine.plan.kernel.Lanes;
import org.denselab.engine.plan.kernel.Rotation;
import org.denselab.graph.Block;
import org.denselab.graph.RotaryFrequencies;

/**
 * Heads turned by their token's position; the gradient is turned back.
 *
 * @param angles cosines and sines of each position, which blocks of the same frequencies share
 */
record RotaryNode(Block.Rotary block, Buffer angles) implements Node {
  private static final int POSITIONS = 64;

  static RotaryNode forward(Tape tape, Block.Rotary b) {
    RotaryFrequencies frequencies = b.frequencies();
    Buffer angles = tape.once(frequencies, () -> angles(tape, frequencies));
    var node = new RotaryNode(b, angles);
    Buffer x = tape.value(b.input());
    var y = new Target(tape.makeOver(b.input(), b.output()), false);
    tape.add(node.step(b.name(), x, y, false));
    return node;
  }

  private static Buffer angles(Tape tape, RotaryFrequencies frequencies) {
    double[] inverse = frequencies.inverse().stream().mapToDouble(f -> f).toArray();
    int width = 2 * inverse.length;
    Buffer angles = tape.buffer("rotary angles", new Extent(Extent.Unit.POSITION, width));
    tape.add(
        new Step(
            "rotary angles",
            List.of(),
            List.of(angles),
            packing -> (packing.longest() + POSITIONS - 1) / POSITIONS,
            (frame, _, item) -> {
              int end = Math.min(frame.packing().longest(), (item + 1) * POSITIONS);
              for (int at = item * POSITIONS; at < end; at++)
                Rotation.angles(at, inverse, frame.address(angles) + 4L * at * width);
            }));
    return angles;
  }

  @Override
  public void backward(Tape tape) {
    Buffer dy = tape.gradient(block.output());
    Target dx = tape.over(block.output(), block.input());
    tape.add(step("d " + block.name(), dy, dx, true));
  }

  private Step step(String name, Buffer x, Target y, boolean back) {
    return RowSteps.of(
        name,
        block.input().rows(),
        y.add() ? List.of(x, angles, y.buffer()) : List.of(x, angles),
        List.of(y.buffer()),
        (frame, _, from, count) -> {
          Packing packing = frame.packing();
          int used = Math.clamp(packing.tokens() - from, 0, count);
          int sequence = packing.sequence(from);
          for (int row = from; row < from + used; row++) {
            while (row >= packing.first(sequence + 1)) sequence++;
            turn(frame, x, y, row, row - packing.first(sequence), back);
          }
          clear(frame, y, from + used, count - used);
        });
  }

  private void turn(Frame frame, Buffer x, Target y, int row, int position, boolean back) {
    int pairs = block.frequencies().pairs();
    long at = 4L * row * block.input().width();
    Rotation.row(
        frame.address(x) + at,
        frame.address(angles) + 8L * position * pairs,
        pairs,
        block.heads(),
        block.headWidth(),
        back,
        frame.address(y.buffer()) + at,
        y.add());
  }

  /** Rows past the last token: they have no position. */
  private void clear(Frame frame, Target y, int from, int count) {
    int width = block.input().width();
    if (!y.add() && count > 0)
      Lanes.zero(frame.address(y.buffer()) + 4L * from * width, (long) count * width);
  }
}
