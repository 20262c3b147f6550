package org.denselab.engine.plan;

import java.util.List;
import java.util.Optional;
import org.denselab.engine.plan.kernel.Gates;
import org.denselab.graph.Block;
import org.denselab.graph.Value;

/**
 * An activation and the product that alone reads it, in one pass: the activation's result is never
 * in memory.
 */
record GateNode(Block.Activation activation, Value other, Value output, Buffer gate, Buffer up)
    implements Node {
  /** The product that takes the activation in, where there is one. */
  static Optional<Block.Multiply> around(Demand demand, Block.Activation activation) {
    Value gate = activation.output();
    if (!demand.passesBetween(activation.input()) || !demand.passesBetween(gate))
      return Optional.empty();
    return demand
        .reader(gate)
        .filter(Block.Multiply.class::isInstance)
        .map(Block.Multiply.class::cast)
        .filter(product -> demand.passesBetween(other(product, gate)));
  }

  private static Value other(Block.Multiply product, Value gate) {
    return product.left().equals(gate) ? product.right() : product.left();
  }

  static GateNode forward(Tape tape, Block.Activation activation, Block.Multiply product) {
    Value other = other(product, activation.output());
    Buffer gate = tape.value(activation.input());
    Buffer up = tape.value(other);
    Buffer y = output(tape, activation.input(), product, gate);
    tape.add(step(tape, activation, product, gate, up, y));
    tape.remakes().remake(product, again -> step(tape, activation, product, gate, up, again));
    tape.remakes().remakeOver(product, activation.input());
    return new GateNode(activation, other, product.output(), gate, up);
  }

  private static Step step(
      Tape tape,
      Block.Activation activation,
      Block.Multiply product,
      Buffer gate,
      Buffer up,
      Buffer y) {
    Operand left = Operand.of(tape, gate);
    Operand right = Operand.of(tape, up);
    Operand to = Operand.of(tape, y);
    return RowSteps.ofElements(
        product.name(),
        product.output().rows(),
        product.output().width(),
        List.of(left, right),
        List.of(to),
        (frame, worker, at, count) -> {
          long a = left.read(frame, worker, 0, at, count);
          long b = right.read(frame, worker, 1, at, count);
          long target = to.target(frame, worker, 2, at);
          Gates.forward(activation.function(), a, b, target, count);
          to.written(frame, worker, 2, at, count);
        });
  }

  private static Buffer output(Tape tape, Value input, Block.Multiply product, Buffer gate) {
    boolean half = tape.halves().suffices(product.output());
    if (!tape.keeps(product) && half == tape.halves().is(gate))
      return tape.makeOver(input, product.output());
    return tape.makeAsRead(product.output());
  }

  @Override
  public void backward(Tape tape) {
    Buffer dy = tape.gradient(output);
    Operand left = Operand.of(tape, gate);
    Operand right = Operand.of(tape, up);
    Operand from = Operand.of(tape, dy);
    Operand dUp = Operand.of(tape, target(tape, other));
    Operand dGate = Operand.of(tape, overOrTarget(tape, activation.input(), dy));
    boolean awaited = tape.remakes().isAwaited(output);
    tape.add(
        RowSteps.ofElements(
            "d " + output.name(),
            output.rows(),
            output.width(),
            List.of(left, right, from),
            awaited ? List.of(dGate, dUp, left) : List.of(dGate, dUp),
            (frame, worker, at, count) -> {
              long a = left.read(frame, worker, 0, at, count);
              long b = right.read(frame, worker, 1, at, count);
              long d = from.read(frame, worker, 2, at, count);
              long da = dGate.target(frame, worker, 3, at);
              long db = dUp.target(frame, worker, 4, at);
              Gates.backward(activation.function(), a, b, d, da, db, count);
              dGate.written(frame, worker, 3, at, count);
              dUp.written(frame, worker, 4, at, count);
              if (!awaited) return;
              Gates.forward(activation.function(), a, b, a, count);
              left.written(frame, worker, 0, at, count);
            }));
    if (awaited) tape.remakes().remade(output, gate);
  }

  private Buffer overOrTarget(Tape tape, Value input, Buffer dy) {
    boolean half = tape.halves().gradientSuffices(input);
    if (tape.demand().differentiates(input) && half == tape.halves().is(dy))
      return tape.over(output, input).buffer();
    return target(tape, input);
  }

  /** Where the gradient by one factor goes, even if nobody asks for it: the kernel makes both. */
  private Buffer target(Tape tape, Value input) {
    if (!tape.demand().differentiates(input))
      return tape.buffer("d " + input.name() + " unread", Extent.rows(input.rows(), input.width()));
    return tape.intoAsRead(input).buffer();
  }
}
