package org.denselab.engine.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.denselab.engine.Matrix;
import org.denselab.engine.plan.kernel.Lanes;
import org.denselab.engine.plan.kernel.Sums;
import org.denselab.graph.Block;
import org.denselab.graph.Value;

/**
 * A block that has no kernel: rows go to a SameDiff program of its own and come back, in a step
 * that one thread runs.
 */
record FallbackNode(Block block, Fallbacks fallbacks) implements Node {
  static FallbackNode forward(Tape tape, Block b, Fallbacks fallbacks) {
    var inputs = new HashMap<String, Buffer>();
    for (Value input : b.inputs()) inputs.put(input.name(), tape.value(input));
    if (inputs.values().stream().anyMatch(tape.halves()::is))
      throw new IllegalStateException(b.name() + " has no kernel and would read bf16");
    Buffer y = tape.make(b.output());
    tape.add(
        new Step(
            b.name(),
            List.copyOf(inputs.values()),
            List.of(y),
            _ -> 1,
            (frame, _, _) -> {
              var rows = new HashMap<String, Matrix>();
              for (Value input : b.inputs())
                rows.put(input.name(), read(frame, inputs.get(input.name()), input));
              synchronized (Fallbacks.ONE_AT_A_TIME) {
                var run = fallbacks.of(b).run();
                write(frame, run.forward(frame.packing().batch(), rows), y, b.output(), false);
              }
            }));
    return new FallbackNode(b, fallbacks);
  }

  @Override
  public void backward(Tape tape) {
    Buffer dy = tape.gradient(block.output());
    Map<Value, Target> targets = new HashMap<>();
    for (Value input : new LinkedHashSet<>(block.inputs()))
      if (tape.demand().differentiates(input)) targets.put(input, tape.into(input));
    // what the steps for parameters wait for
    Buffer done = tape.buffer("d " + block.name() + " done", new Extent(Extent.Unit.ONCE, 1));
    var reads = new ArrayList<>(List.of(dy));
    var writes = new ArrayList<>(List.of(done));
    for (Target target : targets.values()) {
      writes.add(target.buffer());
      if (target.add()) reads.add(target.buffer());
    }
    tape.add(
        new Step(
            "d " + block.name(),
            reads,
            writes,
            _ -> 1,
            (frame, _, _) -> {
              Matrix seed = read(frame, dy, block.output());
              synchronized (Fallbacks.ONE_AT_A_TIME) {
                var fallback = fallbacks.of(block);
                fallback.gradients().zero();
                var gradients =
                    fallback.run().backward(frame.packing().batch(), seed, fallback.gradients());
                targets.forEach(
                    (input, to) ->
                        write(frame, gradients.get(input.name()), to.buffer(), input, to.add()));
              }
            }));
    for (String parameter : new LinkedHashSet<>(block.parameters()))
      if (tape.demand().trains(parameter))
        tape.add(intoGradient(parameter, done, tape.gradient(parameter)));
  }

  private Step intoGradient(String parameter, Buffer done, int gradient) {
    return Step.intoGradient(
        "d " + parameter + " of " + block.name(),
        List.of(done),
        gradient,
        _ -> 1,
        (frame, _, _) -> {
          var from = fallbacks.of(block).gradients().of(parameter);
          long to = frame.gradient(gradient);
          Sums.add(from.address(), to, to, Math.toIntExact(from.byteSize() / 4));
        });
  }

  private static Matrix read(Frame frame, Buffer from, Value value) {
    var rows = new Matrix(frame.packing().used(value.rows()), value.width());
    Lanes.copy(frame.address(from), rows.values(), 0, rows.values().length);
    return rows;
  }

  /** Zeros in the rows past the last one in use. */
  private static void write(Frame frame, Matrix rows, Buffer to, Value value, boolean add) {
    float[] values = rows.values();
    long at = frame.address(to);
    if (add) {
      Sums.add(values, 0, at, values.length);
      return;
    }
    Lanes.copy(values, 0, at, values.length);
    long rest = (long) (frame.packing().rows(value.rows()) - rows.rows()) * value.width();
    Lanes.zero(at + 4L * values.length, rest);
  }
}
