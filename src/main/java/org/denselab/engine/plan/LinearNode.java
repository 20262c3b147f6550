package org.denselab.engine.plan;

import org.denselab.graph.Block;

/** {@code y = x Wᵀ + b}. */
record LinearNode(Block.Linear block, Buffer x, Weight weight) implements Node {
  static LinearNode forward(Tape tape, Block.Linear b) {
    Buffer x = tape.halves().factor(tape.value(b.input()), b.input().rows(), b.input().width());
    Weight weight = tape.halves().weight(b.weight(), b.output().width(), b.input().width());
    long bias = b.bias().map(tape::address).orElse(0L);
    var y = new Target(tape.makeAsRead(b.output()), false);
    tape.add(ProductSteps.timesTransposed(tape, b.name(), b.input().rows(), x, weight, bias, 1, y));
    return new LinearNode(b, x, weight);
  }

  @Override
  public void backward(Tape tape) {
    Demand demand = tape.demand();
    Buffer dy = tape.gradient(block.output());
    boolean trains = demand.trains(block.weight());
    boolean waits = trains && tape.remakes().isRemadeLate(block.input());
    Buffer factor = trains && !waits ? tape.remakes().again(block.input(), x) : null;
    if (demand.differentiates(block.input()))
      tape.add(
          ProductSteps.times(
              tape,
              "d " + block.name(),
              block.input().rows(),
              dy,
              weight,
              1,
              tape.intoAsRead(block.input())));
    if (waits) tape.remakes().await(block.input(), made -> dWeight(tape, dy, made));
    else if (trains) tape.add(dWeight(tape, dy, factor));
    if (block.bias().filter(demand::trains).isPresent()) {
      String bias = block.bias().get();
      SumSteps.ofColumns(
          tape, "d " + bias, block.input().rows(), dy, weight.height(), tape.gradient(bias));
    }
  }

  private Step dWeight(Tape tape, Buffer dy, Buffer factor) {
    return ProductSteps.sumOfOuter(
        tape,
        "d " + block.weight(),
        block.input().rows(),
        dy,
        weight.height(),
        factor,
        weight.width(),
        tape.gradient(block.weight()));
  }
}
