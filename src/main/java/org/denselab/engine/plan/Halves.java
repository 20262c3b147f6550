package org.denselab.engine.plan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.denselab.engine.plan.kernel.Half;
import org.denselab.engine.plan.product.MatmulShape.Element;
import org.denselab.graph.Block;
import org.denselab.graph.Value;

/**
 * What is kept in bf16 in place of fp32 or beside it: what products read. In precision fp32 there
 * is nothing, and every answer is no.
 */
final class Halves {
  /** Elements of a weight that one item converts. */
  private static final int STRETCH = 1 << 15;

  private final Tape tape;
  private final boolean on;
  private final Set<Buffer> half = new HashSet<>();
  private final Map<Buffer, Buffer> copies = new HashMap<>();
  private Set<Block.Multiply> gates = Set.of();
  private final Map<String, Weight> weights = new HashMap<>();

  Halves(Tape tape, boolean on) {
    this.tape = tape;
    this.on = on;
  }

  /** Products of two values that {@link GateNode} computes: it reads either. */
  void gates(Set<Block.Multiply> products) {
    gates = Set.copyOf(products);
  }

  /** Whether products multiply bf16. */
  boolean on() {
    return on;
  }

  /** Whether a buffer's elements are bf16. */
  boolean is(Buffer buffer) {
    return half.contains(buffer);
  }

  Element type(Buffer buffer) {
    return is(buffer) ? Element.BF16 : Element.FP32;
  }

  /** A new buffer for rows of bf16. */
  Buffer buffer(String name, Value.Rows kind, int width) {
    Buffer made = tape.buffer(name, Extent.rows(kind, (width + 1) / 2));
    half.add(made);
    return made;
  }

  /** A new buffer for a product that only products read. */
  Buffer ofProduct(String name, Value.Rows kind, int width) {
    return on ? buffer(name, kind, width) : tape.buffer(name, Extent.rows(kind, width));
  }

  /** A new buffer for numbers that are kept for a gradient, so many for each unit. */
  Buffer kept(String name, Extent.Unit unit, int numbers) {
    Buffer made = tape.buffer(name, new Extent(unit, on ? (numbers + 1) / 2 : numbers));
    if (on) half.add(made);
    return made;
  }

  /** Copies of what a step overwrites are no copies any more. */
  void forget(Step step) {
    step.writes().forEach(copies::remove);
  }

  /** Nothing that was converted so far is used again. */
  void forgetCopies() {
    copies.clear();
  }

  /** Rows as products read them. */
  Buffer factor(Buffer rows, Value.Rows kind, int width) {
    return on ? of(rows, kind, width) : rows;
  }

  /** The same rows in bf16: those of a buffer that has none yet are made by a step of their own. */
  Buffer of(Buffer rows, Value.Rows kind, int width) {
    if (is(rows)) return rows;
    Buffer known = copies.get(rows);
    if (known != null) return known;
    Buffer made = buffer(rows.name() + " bf16", kind, width);
    tape.add(
        RowSteps.of(
            made.name(),
            kind,
            List.of(rows),
            List.of(made),
            (frame, _, from, count) ->
                Half.narrow(
                    frame.address(rows) + 4L * from * width,
                    frame.address(made) + 2L * from * width,
                    (long) count * width)));
    copies.put(rows, made);
    return made;
  }

  /** Whoever writes the rows writes {@code copy} too, in a step that is on the tape by now. */
  void writtenWith(Buffer rows, Buffer copy) {
    copies.put(rows, copy);
  }

  /** Whether a value is in bf16 alone, and whether its gradient can be, given by one block. */
  boolean gradientSuffices(Value value) {
    return is(tape.value(value))
        && tape.demand().readOnce(value)
        && !tape.keepsGradient(value)
        && tape.gradient(value) == null;
  }

  /** Whether some product reads the value. */
  boolean isFactor(Value value) {
    return on && tape.demand().readers(value).stream().anyMatch(block -> isFactor(value, block));
  }

  /** Whether everybody who reads the value, or its gradient, can do with bf16. */
  boolean suffices(Value value) {
    return on
        && !tape.demand().isKept(value)
        && tape.demand().readers(value).stream().allMatch(block -> suffices(value, block));
  }

  private boolean suffices(Value value, Block reader) {
    return switch (reader) {
      case Block.Activation _, Block.Attention _ -> true;
      case Block.Rotary rotary -> suffices(rotary.output());
      case Block.Multiply product -> gates.contains(product);
      case Block.Lora lora when lora.base().equals(value) ->
          tape.demand().readOnce(value) && suffices(lora.output());
      default -> isFactor(value, reader);
    };
  }

  private static boolean isFactor(Value value, Block reader) {
    return switch (reader) {
      case Block.Linear _ -> true;
      case Block.Lora lora -> lora.input().equals(value) && lora.dropout() == 0;
      default -> false;
    };
  }

  /** A parameter as products read it. */
  Weight weight(String parameter, int height, int width) {
    return weights.computeIfAbsent(parameter, _ -> makeWeight(parameter, height, width));
  }

  private Weight makeWeight(String parameter, int height, int width) {
    if (!on) return new Weight(tape.stored(parameter), null, height, width);
    if (!tape.demand().trains(parameter))
      return new Weight(tape.stored(parameter, Element.BF16), null, height, width);
    Numbers numbers = tape.stored(parameter);
    long elements = (long) height * width;
    Buffer copy =
        tape.buffer(parameter + " bf16", new Extent(Extent.Unit.ONCE, (elements + 1) / 2));
    tape.add(
        new Step(
            copy.name(),
            List.of(),
            List.of(copy),
            _ -> Math.toIntExact((elements + STRETCH - 1) / STRETCH),
            (frame, _, item) -> {
              long from = (long) item * STRETCH;
              Half.narrow(
                  numbers.address() + 4 * from,
                  frame.address(copy) + 2 * from,
                  Math.min(STRETCH, elements - from));
            }));
    return new Weight(numbers, copy, height, width);
  }
}
