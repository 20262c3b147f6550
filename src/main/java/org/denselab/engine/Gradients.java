package org.denselab.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.denselab.graph.Parameter;

/** Accumulated gradients of trainable parameters, fp32, each in the shape of its parameter. */
public final class Gradients implements AutoCloseable {
  private final Arena arena = Arena.ofShared();
  private final Map<String, MemorySegment> byName = new LinkedHashMap<>();

  public Gradients(Iterable<Parameter> parameters) {
    for (Parameter p : parameters)
      if (p.trainable()) byName.put(p.name(), arena.allocate(4 * p.elements(), 64));
  }

  /**
   * The gradient of a trainable parameter, native fp32, added to by {@code Executable.backward}.
   */
  public MemorySegment of(String parameter) {
    MemorySegment segment = byName.get(parameter);
    if (segment == null)
      throw new IllegalArgumentException(parameter + " is not a trainable parameter");
    return segment;
  }

  /** All gradients by parameter name, in program order. */
  public Map<String, MemorySegment> all() {
    return Collections.unmodifiableMap(byName);
  }

  public void zero() {
    byName.values().forEach(segment -> segment.fill((byte) 0));
  }

  @Override
  public void close() {
    arena.close();
  }
}
