package org.denselab.engine.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.denselab.graph.Block;
import org.denselab.graph.Value;

/**
 * Cheap values that are made again for a gradient, rather than kept: those of blocks that say how.
 */
final class Remakes {
  private final Tape tape;
  private final boolean thrifty;
  private final Map<String, Function<Buffer, Step>> steps = new HashMap<>();
  private final Map<Buffer, Buffer> again = new HashMap<>();
  private final Map<String, List<Function<Buffer, Step>>> waiting = new HashMap<>();

  /**
   * @param thrifty whether anything is
   */
  Remakes(Tape tape, boolean thrifty) {
    this.tape = tape;
    this.thrifty = thrifty;
  }

  /**
   * Says how a block's output is made once more from what its own gradient needs anyway. In bf16 it
   * is not: of such an output a copy of half its size is kept for products.
   *
   * @param step puts it into a buffer that it is given
   */
  void remake(Block block, Function<Buffer, Step> step) {
    if (thrifty && !tape.halves().on() && tape.keeps(block)) steps.put(block.output().name(), step);
  }

  private boolean isRemade(Value value) {
    return steps.containsKey(value.name());
  }

  /** A value as the gradient of a block reads it: what was read forward, or the same made again. */
  Buffer again(Value value, Buffer read) {
    if (!isRemade(value)) return read;
    Buffer known = again.get(read);
    if (known != null) return known;
    Buffer made = tape.buffer(value.name() + " again", Extent.rows(value.rows(), value.width()));
    tape.add(steps.get(value.name()).apply(made));
    again.put(read, made);
    return made;
  }

  /**
   * Says that a block makes its output again over {@code input}, in the step that makes its
   * gradient: what is read once from memory serves both.
   */
  void remakeOver(Block block, Value input) {
    if (thrifty && tape.keeps(block) && tape.isOwn(input) && tape.demand().differentiates(input))
      waiting.put(block.output().name(), new ArrayList<>());
  }

  /** Whether steps can {@link #await} the value. */
  boolean isRemadeLate(Value value) {
    return waiting.containsKey(value.name());
  }

  /** Has a step wait until the value was made again. */
  void await(Value value, Function<Buffer, Step> step) {
    waiting.get(value.name()).add(step);
  }

  /** Whether a step waits for the value. */
  boolean isAwaited(Value value) {
    return !waiting.getOrDefault(value.name(), List.of()).isEmpty();
  }

  /** Adds the steps that waited for the value, which this buffer now holds. */
  void remade(Value value, Buffer buffer) {
    waiting.remove(value.name()).forEach(step -> tape.add(step.apply(buffer)));
    tape.add(Step.fence()); // the buffer is a wide one, and free from here on
  }

  /** The same of {@code output}, which lives where {@code input} does. */
  void alias(Value input, Value output) {
    if (isRemade(input)) steps.put(output.name(), steps.get(input.name()));
  }
}
