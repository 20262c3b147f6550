package org.denselab.engine.samediff;

import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.InferenceSession;

/** A session that does not remember the arrays of all passes that ever ran. */
final class StepSession extends InferenceSession {
  private final StepMemory memory = new StepMemory();

  /** Makes this the graph's session of the current thread. */
  StepSession(SameDiff graph) {
    super(graph);
    setMmgr(memory);
    graph.getSessions().put(Thread.currentThread().threadId(), this);
  }

  /** Call after each pass: the set of released arrays only grows. */
  void passEnds() {
    freedArrays.clear();
  }

  StepMemory memory() {
    return memory;
  }
}
