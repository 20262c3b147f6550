package org.denselab.engine;

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
}
