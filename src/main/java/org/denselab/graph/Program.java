package org.denselab.graph;

import java.util.Collection;
import java.util.List;

/** A backbone with pooling, compiled to a graph. */
public final class Program {
  /** All parameters in HuggingFace order, adapters included. */
  public Collection<Parameter> parameters() {
    return List.of();
  }
}
