package org.denselab.engine.plan.onednn;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Calls of oneDNN that write a handle where they are told to. */
interface Created {
  /** Returns the status; {@code out} is the address of a pointer. */
  int call(long out) throws Throwable;

  static long by(String function, Created call) {
    try (var arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(Library.POINTER);
      Library.check(call.call(out.address()), function);
      return out.get(Library.POINTER, 0);
    } catch (Throwable e) {
      throw Library.failed(e);
    }
  }
}
