package org.denselab.engine.plan;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** The memory of a plan, with a place for each buffer; grows to the largest batch that it meets. */
final class Workspace implements AutoCloseable {
  private static final int PAGE = 4096;

  private final List<Buffer> buffers;
  private final List<Placement.Life> lives;
  private Capacity capacity = Capacity.NONE;
  private Arena arena;
  private long base;
  private Placement placement;

  Workspace(List<Buffer> buffers, List<Placement.Life> lives) {
    this.buffers = buffers;
    this.lives = lives;
  }

  /** Places the buffers anew where the batch is larger than any before; contents are lost then. */
  void reserve(Capacity wanted) {
    if (placement != null && capacity.holds(wanted)) return;
    capacity = capacity.max(wanted);
    close();
    placement = Placement.of(buffers, lives, capacity);
    arena = Arena.ofShared();
    MemorySegment memory = arena.allocate(Math.max(PAGE, placement.bytes()), PAGE);
    base = memory.address();
  }

  long address(Buffer buffer) {
    return base + placement.offset(buffer);
  }

  Capacity capacity() {
    return capacity;
  }

  /** Bytes in use. */
  long bytes() {
    return placement == null ? 0 : placement.bytes();
  }

  @Override
  public void close() {
    if (arena != null) arena.close();
    arena = null;
  }
}
