package org.denselab.engine.samediff;

import org.denselab.engine.Engine;
import org.denselab.engine.Executable;
import org.denselab.engine.Request;
import org.denselab.graph.Program;

/** The reference engine: SameDiff runs and differentiates the program's own graph. */
public final class SameDiffEngine implements Engine {
  @Override
  public String name() {
    return "samediff";
  }

  @Override
  public Executable compile(Program program, Request request) {
    return new SameDiffExecutable(program, request);
  }
}
