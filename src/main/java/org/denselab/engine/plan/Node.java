package org.denselab.engine.plan;

/** A lowered block: its forward steps are on the tape. */
interface Node {
  /** Puts the backward steps on the tape; the gradient by the block's output is complete there. */
  void backward(Tape tape);
}
