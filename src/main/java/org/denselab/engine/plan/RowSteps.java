package org.denselab.engine.plan;

import java.util.List;
import java.util.stream.Stream;
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
   * Steps that treat each element by itself: a piece of rows all at once, or in blocks that stay in
   * the nearest cache where some operand is in bf16.
   */
  static Step ofElements(
      String name,
      Value.Rows kind,
      int width,
      List<Operand> reads,
      List<Operand> writes,
      Elements body) {
    boolean half = Stream.concat(reads.stream(), writes.stream()).anyMatch(Operand::half);
    return of(
        name,
        kind,
        reads.stream().map(Operand::buffer).toList(),
        writes.stream().map(Operand::buffer).toList(),
        (frame, worker, row, rows) -> {
          int elements = rows * width;
          int most = half ? Operand.BLOCK : elements;
          for (int done = 0; done < elements; done += most)
            body.run(frame, worker, (long) row * width + done, Math.min(most, elements - done));
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
