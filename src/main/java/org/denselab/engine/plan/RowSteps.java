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
          int from = frame.packing().chunkStart(kind, item);
          body.run(frame, worker, from, frame.packing().chunkStart(kind, item + 1) - from);
        });
  }

  /** Over sequences. */
  static Step ofSequences(String name, List<Buffer> reads, List<Buffer> writes, Step.Body body) {
    return new Step(name, reads, writes, Packing::sequences, body);
  }
}
