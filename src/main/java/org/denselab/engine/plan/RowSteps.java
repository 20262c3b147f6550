package org.denselab.engine.plan;

import java.util.List;
import org.denselab.graph.Value;

/** Steps that treat each row by itself. */
final class RowSteps {
  /** Rows {@code from} to {@code from + count}. */
  interface Body {
    void run(Frame frame, Worker worker, int from, int count);
  }

  private RowSteps() {}

  /** Over all rows of a kind, those past the last token included. */
  static Step of(String name, Value.Rows kind, List<Buffer> reads, List<Buffer> writes, Body body) {
    return new Step(
        name,
        reads,
        writes,
        packing -> packing.chunks(kind),
        (frame, worker, item) -> {
          int chunk = frame.packing().chunk(kind);
          int from = item * chunk;
          int count = Math.min(chunk, frame.packing().rows(kind) - from);
          body.run(frame, worker, from, count);
        });
  }

  /** Over sequences. */
  static Step ofSequences(String name, List<Buffer> reads, List<Buffer> writes, Step.Body body) {
    return new Step(name, reads, writes, Packing::sequences, body);
  }
}
