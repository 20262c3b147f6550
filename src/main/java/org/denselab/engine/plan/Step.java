package org.denselab.engine.plan;

import java.util.List;

/**
 * One kernel over one batch, cut into items that threads share out. All items of a step are done
 * before the next step begins that is not {@code beside} it.
 *
 * @param reads buffers whose content it needs
 * @param writes buffers that it fills or changes
 * @param gradient number of the parameter whose gradient it adds to; {@link #NONE} for none, or
 *     where it runs by itself
 * @param beside whether it may begin before the step before it is done
 */
record Step(
    String name,
    List<Buffer> reads,
    List<Buffer> writes,
    int gradient,
    boolean beside,
    Split split,
    Body body) {
  static final int NONE = -1;

  Step {
    reads = List.copyOf(reads);
    writes = List.copyOf(writes);
  }

  /** A step that adds to no parameter's gradient. */
  Step(String name, List<Buffer> reads, List<Buffer> writes, Split split, Body body) {
    this(name, reads, writes, NONE, false, split, body);
  }

  /** A step that adds to a parameter's gradient and writes nothing else. */
  static Step intoGradient(String name, List<Buffer> reads, int gradient, Split split, Body body) {
    return new Step(name, reads, List.of(), gradient, false, split, body);
  }

  /** A step that does nothing, and no step begins before those in front of it are done. */
  static Step fence() {
    return new Step("fence", List.of(), List.of(), _ -> 0, (_, _, _) -> {});
  }

  /** The same, begun without waiting for the step before. */
  Step besideThat() {
    return new Step(name, reads, writes, gradient, true, split, body);
  }

  /** Whether one of both needs or changes what the other changes. */
  boolean meets(Step other) {
    if (writes.isEmpty() && gradient == NONE) return true;
    if (other.writes.isEmpty() && other.gradient == NONE) return true;
    return (gradient != NONE && gradient == other.gradient)
        || touches(other.writes)
        || other.touches(writes);
  }

  private boolean touches(List<Buffer> buffers) {
    return buffers.stream().anyMatch(b -> reads.contains(b) || writes.contains(b));
  }

  /** The number of items, from the shape of the batch alone. */
  interface Split {
    int items(Packing packing);
  }

  interface Body {
    void run(Frame frame, Worker worker, int item);
  }
}
