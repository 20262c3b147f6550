package org.denselab.engine;

import java.util.OptionalLong;
import org.denselab.graph.Outline;
import org.denselab.graph.Program;

/** Runs programs. An engine is bound to one thread: the one that compiles, runs and closes. */
public interface Engine {
  /** The name as the YAML has it: {@code samediff} or {@code plan}. */
  String name();

  /**
   * Prepares a program. The program must not be rewritten while the result is open; its parameter
   * values may change between passes.
   */
  Executable compile(Program program, Request request);

  /**
   * What {@link Executable#reserve} would return for a compiled program, without any of its
   * numbers.
   */
  default OptionalLong workspace(Outline program, Request request, Iterable<int[]> batches) {
    return OptionalLong.empty();
  }
}
