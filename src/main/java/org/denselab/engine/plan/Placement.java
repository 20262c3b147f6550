package org.denselab.engine.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An offset for each buffer, such that buffers in use at the same time do not overlap: the largest
 * first, each at the lowest place that is free while it lives (arXiv 2001.03288, "greedy by size").
 */
final class Placement {
  private static final long ALIGNMENT = 64;

  /** Steps during which a buffer's content is needed, both included; none where last is before. */
  record Life(int first, int last) {
    boolean meets(Life other) {
      return first <= other.last && other.first <= last;
    }
  }

  private final long[] offsets;
  private final long[] ends;
  private long bytes;

  private Placement(int buffers) {
    offsets = new long[buffers];
    ends = new long[buffers];
  }

  /**
   * @param lives of the buffers, in their order
   */
  static Placement of(List<Buffer> buffers, List<Life> lives, Capacity capacity) {
    var placement = new Placement(buffers.size());
    var order = new ArrayList<>(buffers);
    order.sort(
        Comparator.comparingLong((Buffer b) -> -b.extent().bytes(capacity))
            .thenComparingInt(Buffer::id));
    var placed = new ArrayList<Buffer>();
    for (Buffer buffer : order) {
      placement.place(buffer, buffer.extent().bytes(capacity), placed, lives);
      int at = 0;
      while (at < placed.size() && placement.offset(placed.get(at)) <= placement.offset(buffer))
        at++;
      placed.add(at, buffer);
    }
    return placement;
  }

  /** {@code placed} is in order of offsets. */
  private void place(Buffer buffer, long size, List<Buffer> placed, List<Life> lives) {
    Life life = lives.get(buffer.id());
    long at = 0;
    for (Buffer other : placed) {
      if (!lives.get(other.id()).meets(life)) continue;
      if (at + size <= offsets[other.id()]) break;
      at = Math.max(at, aligned(ends[other.id()]));
    }
    offsets[buffer.id()] = at;
    ends[buffer.id()] = at + size;
    bytes = Math.max(bytes, at + size);
  }

  private static long aligned(long offset) {
    return (offset + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  long offset(Buffer buffer) {
    return offsets[buffer.id()];
  }

  /** Bytes that hold everything. */
  long bytes() {
    return bytes;
  }
}
