package org.denselab.bench;

import org.denselab.dsl.Engine;
import org.denselab.dsl.Precision;

/** One of the things that are compared. */
public record Arm(
    Job job, Shape shape, Mask mask, Engine engine, Precision precision, int threads) {
  public Arm {
    if (engine == Engine.AUTO) throw new IllegalArgumentException("which engine is not chosen yet");
  }
}
