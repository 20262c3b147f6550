package org.denselab.engine.plan;

import java.util.List;
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
    Operand x = Operand.of(tape, tape.value(b.input()));
    Operand y = Operand.of(tape, tape.makeOver(b.input(), b.output()));
    tape.add(node.step(b.name(), x, y, false, false));
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
    Operand dy = Operand.of(tape, tape.gradient(block.output()));
    Target dx = tape.over(block.output(), block.input());
    tape.add(step("d " + block.name(), dy, Operand.of(tape, dx.buffer()), dx.add(), true));
  }

  private Step step(String name, Operand x, Operand y, boolean add, boolean back) {
    return RowSteps.of(
        name,
        block.input().rows(),
        add ? List.of(x.buffer(), angles, y.buffer()) : List.of(x.buffer(), angles),
        List.of(y.buffer()),
        (frame, worker, from, count) -> {
          Packing packing = frame.packing();
          int used = Math.clamp(packing.tokens() - from, 0, count);
          int sequence = packing.sequence(from);
          for (int row = from; row < from + used; row++) {
            while (row >= packing.first(sequence + 1)) sequence++;
            turn(frame, worker, x, y, add, row, row - packing.first(sequence), back);
          }
          if (!add && used < count) clear(frame, y, from + used, count - used);
        });
  }

  private void turn(
      Frame frame,
      Worker worker,
      Operand x,
      Operand y,
      boolean add,
      int row,
      int position,
      boolean back) {
    int pairs = block.frequencies().pairs();
    int width = block.headWidth();
    int together = Operand.BLOCK / width;
    long at = (long) row * block.input().width();
    for (int head = 0; head < block.heads(); head += together) {
      int heads = Math.min(together, block.heads() - head);
      long first = at + (long) head * width;
      Rotation.row(
          x.read(frame, worker, 0, first, heads * width),
          frame.address(angles) + 8L * position * pairs,
          pairs,
          heads,
          width,
          back,
          y.target(frame, worker, 1, first),
          add);
      y.written(frame, worker, 1, first, heads * width);
    }
  }

  /** Rows past the last token: they have no position. */
  private void clear(Frame frame, Operand y, int from, int count) {
    long width = block.input().width();
    y.zero(frame, from * width, count * width);
  }
}
