package org.denselab.engine.plan;

import java.util.List;
import org.denselab.graph.Value;

/** Steps that treat each row by itself. */
final class RowSteps {
  /** Rows {@code from} to {@code from + count}. */
  interface Body {
    void run(Frame frame, Worker worker, int from, int count);
  }

  /** Elements {@code from} to {@code from + count} of all rows' one after the other. */
  interface Elements {
    void run(Frame frame, Worker worker, long from, int count);
  }

  private RowSteps() {}

  /**
   * Steps that treat each element by itself, in blocks that stay in the nearest cache: operands in
   * bf16 are widened there, and some kernels pass over them twice.
   */
  static Step ofElements(
      String name,
      Value.Rows kind,
      int width,
      List<Operand> reads,
      List<Operand> writes,
      Elements body) {
    return of(
        name,
        kind,
        reads.stream().map(Operand::buffer).toList(),
        writes.stream().map(Operand::buffer).toList(),
        (frame, worker, row, rows) -> {
          int elements = rows * width;
          for (int done = 0; done < elements; done += Operand.BLOCK)
            body.run(
                frame, worker, (long) row * width + done, Math.min(Operand.BLOCK, elements - done));
        });
  }

  /** Over all rows of a kind, those past the last token included. */
  static Step of(String name, Value.Rows kind, List<Buffer> reads, List<Buffer> writes, Body body) {
    return of(name, kind, Packing.LARGEST_CHUNK, reads, writes, body);
  }

  /** The same, of at most so many rows at a time. */
  static Step of(
      String name,
      Value.Rows kind,
      int largest,
      List<Buffer> reads,
      List<Buffer> writes,
      Body body) {
    return new Step(
        name,
        reads,
        writes,
        packing -> packing.chunks(kind, largest),
        (frame, worker, item) -> {
          int from = frame.packing().chunkStart(kind, largest, item);
          int to = frame.packing().chunkStart(kind, largest, item + 1);
          body.run(frame, worker, from, to - from);
        });
  }

  /** Over sequences. */
  static Step ofSequences(String name, List<Buffer> reads, List<Buffer> writes, Step.Body body) {
    return new Step(name, reads, writes, Packing::sequences, body);
  }
}
