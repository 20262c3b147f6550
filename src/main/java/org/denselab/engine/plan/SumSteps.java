package org.denselab.engine.plan;

import java.util.List;
import org.denselab.engine.plan.kernel.Half;
import org.denselab.engine.plan.kernel.Lanes;
import org.denselab.engine.plan.kernel.Sums;
import org.denselab.graph.Value;

/**
 * Steps that sum over rows: a fixed number of parts each by itself, then the parts in their order.
 */
final class SumSteps {
  /** Adds up rows {@code from} to {@code from + count} at the address, which holds zeros. */
  interface Part {
    void run(Frame frame, int from, int count, long sums);
  }

  private SumSteps() {}

  /** Room for the sums of each part. */
  static Buffer parts(Tape tape, String name, int width) {
    return tape.buffer(name, new Extent(Extent.Unit.ONCE, (long) Packing.parts() * width));
  }

  /**
   * @param parts null for none: sums are at address 0 then
   */
  static Step overParts(
      String name,
      Value.Rows kind,
      List<Buffer> reads,
      List<Buffer> writes,
      Buffer parts,
      int width,
      Part part) {
    return new Step(
        name,
        reads,
        writes,
        _ -> Packing.parts(),
        (frame, _, item) -> {
          long sums = parts == null ? 0 : frame.address(parts) + 4L * item * width;
          if (sums != 0) Lanes.zero(sums, width);
          int from = frame.packing().partStart(kind, item);
          part.run(frame, from, frame.packing().partStart(kind, item + 1) - from, sums);
        });
  }

  /** Adds columns {@code offset} to {@code offset + width} of the parts to a gradient. */
  static Step intoGradient(
      String name, Buffer parts, int partWidth, int offset, int width, int gradient) {
    return Step.intoGradient(
        name,
        List.of(parts),
        gradient,
        _ -> 1,
        (frame, _, _) -> {
          long to = frame.gradient(gradient);
          for (int p = 0; p < Packing.parts(); p++)
            Sums.add(to, frame.address(parts) + 4L * (p * partWidth + offset), to, width);
        });
  }

  /** Adds the sum of all rows to a gradient. */
  static void ofColumns(
      Tape tape, String name, Value.Rows kind, Buffer rows, int width, int gradient) {
    Buffer parts = parts(tape, name + " parts", width);
    boolean half = tape.halves().is(rows);
    tape.add(
        overParts(
            name,
            kind,
            List.of(rows),
            List.of(parts),
            parts,
            width,
            (frame, from, count, sums) -> {
              if (half) Half.addRows(frame.address(rows) + 2L * from * width, count, width, sums);
              else Sums.overRows(frame.address(rows) + 4L * from * width, count, width, sums);
            }));
    tape.add(intoGradient(name + " sum", parts, width, 0, width, gradient));
  }
}
