package org.denselab.engine.plan;

import java.util.List;
import org.denselab.engine.plan.kernel.Activations;
import org.denselab.graph.Block;
import org.denselab.graph.Value;

/** An element-wise function; its gradient needs the input. */
record ActivationNode(Block.Activation block, Buffer x) implements Node {
  static ActivationNode forward(Tape tape, Block.Activation b) {
    Buffer x = tape.value(b.input());
    Buffer y = output(tape, b, x);
    tape.add(step(tape, b, x, y));
    tape.remakes().remake(b, again -> step(tape, b, x, again));
    tape.remakes().remakeOver(b, b.input());
    return new ActivationNode(b, x);
  }

  private static Step step(Tape tape, Block.Activation b, Buffer x, Buffer y) {
    Operand from = Operand.of(tape, x);
    Operand to = Operand.of(tape, y);
    return RowSteps.ofElements(
        b.name(),
        b.input().rows(),
        b.input().width(),
        List.of(from),
        List.of(to),
        (frame, worker, at, count) -> {
          long source = from.read(frame, worker, 0, at, count);
          long target = to.target(frame, worker, 1, at);
          Activations.forward(b.function(), source, target, count);
          to.written(frame, worker, 1, at, count);
        });
  }

  private static Buffer output(Tape tape, Block.Activation b, Buffer x) {
    boolean half = tape.halves().suffices(b.output());
    if (!tape.keeps(b) && half == tape.halves().is(x)) return tape.makeOver(b.input(), b.output());
    return tape.makeAsRead(b.output());
  }

  @Override
  public void backward(Tape tape) {
    Buffer dy = tape.gradient(block.output());
    Target dx = target(tape, dy);
    Operand input = Operand.of(tape, x);
    Operand from = Operand.of(tape, dy);
    Operand to = Operand.of(tape, dx.buffer());
    boolean awaited = tape.remakes().isAwaited(block.output());
    tape.add(
        RowSteps.ofElements(
            "d " + block.name(),
            block.input().rows(),
            block.input().width(),
            dx.add() ? List.of(input, from, to) : List.of(input, from),
            awaited ? List.of(to, input) : List.of(to),
            (frame, worker, at, count) -> {
              long value = input.read(frame, worker, 0, at, count);
              long gradient = from.read(frame, worker, 1, at, count);
              long target = to.target(frame, worker, 2, at);
              Activations.backward(block.function(), value, gradient, target, dx.add(), count);
              to.written(frame, worker, 2, at, count);
              if (!awaited) return;
              Activations.forward(block.function(), value, value, count);
              input.written(frame, worker, 0, at, count);
            }));
    if (awaited) tape.remakes().remade(block.output(), x);
  }

  private Target target(Tape tape, Buffer dy) {
    Value input = block.input();
    boolean half = tape.halves().gradientSuffices(input);
    if (half == tape.halves().is(dy)) return tape.over(block.output(), input);
    return tape.intoAsRead(input);
  }
}
