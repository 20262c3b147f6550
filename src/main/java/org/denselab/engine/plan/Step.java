package org.denselab.engine.plan;

import java.util.List;

/**
 * One kernel over one batch, cut into items that threads share out. All items of a step are done
 * before the next step begins.
 *
 * @param reads buffers whose content it needs
 * @param writes buffers that it fills or changes
 */
record Step(String name, List<Buffer> reads, List<Buffer> writes, Split split, Body body) {
  Step {
    reads = List.copyOf(reads);
    writes = List.copyOf(writes);
  }

  /** The number of items, from the shape of the batch alone. */
  interface Split {
    int items(Packing packing);
  }

  interface Body {
    void run(Frame frame, Worker worker, int item);
  }
}
