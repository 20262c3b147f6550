package org.denselab.bench;

import java.io.IOException;

/** Lets a workload do one step at a time. */
interface Gate {
  /** Ends the step that was running; returns when the next is to begin, false when none is. */
  boolean next() throws IOException;
}
