package org.denselab.engine.plan;

import java.util.List;
import org.denselab.engine.plan.kernel.Sums;
import org.denselab.graph.Block;
import org.denselab.graph.Value;

/**
 * {@code y = base + scale * dropout(x) Aᵀ Bᵀ}.
 *
 * @param x after dropout
 * @param inner {@code scale * x Aᵀ}
 */
record LoraNode(Block.Lora block, Buffer x, Buffer inner, Weight a, Weight b) implements Node {
  static LoraNode forward(Tape tape, Block.Lora block) {
    Value.Rows kind = block.input().rows();
    int out = block.output().width();
    int in = block.input().width();
    int rank = tape.rows(block.a());
    Weight a = tape.halves().weight(block.a(), rank, in);
    Weight b = tape.halves().weight(block.b(), out, rank);
    Buffer x = tape.value(block.input());
    if (drops(tape, block)) {
      Buffer dropped = tape.buffer(block.name() + " dropped", Extent.rows(kind, in));
      tape.add(DropoutNode.step(block.name(), block.dropout(), kind, in, x, target(dropped)));
      x = dropped;
    }
    x = tape.halves().factor(x, kind, in);
    Buffer inner = tape.halves().ofProduct(block.name() + " inner", kind, rank);
    tape.add(
        ProductSteps.timesTransposed(
            tape, block.name() + " A", kind, x, a, 0, (float) block.scale(), target(inner)));
    Buffer base = tape.value(block.base());
    Buffer y = tape.makeOver(block.base(), block.output());
    if (y != base)
      tape.add(copy(tape, block.name() + " base", kind, base, new Target(y, false), out));
    tape.add(
        ProductSteps.timesTransposed(
            tape, block.name() + " B", kind, inner, b, 0, 1, new Target(y, true)));
    return new LoraNode(block, x, inner, a, b);
  }

  private static boolean drops(Tape tape, Block.Lora block) {
    return tape.demand().training() && block.dropout() > 0;
  }

  private static Target target(Buffer buffer) {
    return new Target(buffer, false);
  }

  private static Step copy(
      Tape tape, String name, Value.Rows kind, Buffer from, Target to, int width) {
    Operand source = Operand.of(tape, from);
    Operand target = Operand.of(tape, to.buffer());
    return RowSteps.ofElements(
        name,
        kind,
        width,
        to.add() ? List.of(source, target) : List.of(source),
        List.of(target),
        (frame, worker, at, count) -> {
          long rows = source.read(frame, worker, 0, at, count);
          Sums.put(rows, target.target(frame, worker, 1, at), to.add(), count);
          target.written(frame, worker, 1, at, count);
        });
  }

  @Override
  public void backward(Tape tape) {
    Demand demand = tape.demand();
    Value.Rows kind = block.input().rows();
    Buffer dy = tape.gradient(block.output());
    boolean again = demand.trains(block.a()) && !drops(tape, block);
    Buffer factor = again ? tape.remakes().again(block.input(), x) : x;
    if (demand.trains(block.b()))
      tape.add(
          ProductSteps.sumOfOuter(
              tape,
              "d " + block.b(),
              kind,
              dy,
              b.height(),
              inner,
              b.width(),
              tape.gradient(block.b())));
    boolean further = demand.differentiates(block.input());
    if (demand.trains(block.a()) || further) {
      Buffer dInner = tape.halves().ofProduct("d " + block.name() + " inner", kind, a.height());
      tape.add(
          ProductSteps.times(
              tape,
              "d " + block.name() + " B",
              kind,
              dy,
              b,
              (float) block.scale(),
              target(dInner)));
      if (demand.trains(block.a()))
        tape.add(
            ProductSteps.sumOfOuter(
                tape,
                "d " + block.a(),
                kind,
                dInner,
                a.height(),
                factor,
                a.width(),
                tape.gradient(block.a())));
      if (further) passOn(tape, dInner);
    }
    if (demand.differentiates(block.base())) {
      Target base = tape.over(block.output(), block.base());
      if (base.buffer() != dy)
        tape.add(copy(tape, "d " + block.name() + " base", kind, dy, base, b.height()));
    }
  }

  private void passOn(Tape tape, Buffer dInner) {
    Value.Rows kind = block.input().rows();
    String name = "d " + block.name() + " A";
    Target dx = tape.into(block.input());
    if (!drops(tape, block)) {
      tape.add(ProductSteps.times(tape, name, kind, dInner, a, 1, dx));
      return;
    }
    Buffer dropped = tape.buffer("d " + block.name() + " dropped", Extent.rows(kind, a.width()));
    tape.add(ProductSteps.times(tape, name, kind, dInner, a, 1, target(dropped)));
    tape.add(DropoutNode.step(block.name(), block.dropout(), kind, a.width(), dropped, dx));
  }
}
