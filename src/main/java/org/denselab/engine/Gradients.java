package org.denselab.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.denselab.graph.Parameter;

/** Accumulated gradients of trainable parameters, fp32, each in the shape of its parameter. */
public final class Gradients implements AutoCloseable {
  private final Arena arena;
  private final Map<String, MemorySegment> byName;

  public Gradients(Iterable<Parameter> parameters) {
    arena = Arena.ofShared();
    byName = new LinkedHashMap<>();
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

  /**
   * Those whose names begin with the prefix, by the rest of their names: one program's of several.
   * The same memory, freed with these; the part itself is not closed.
   */
  public Gradients under(String prefix) {
    if (prefix.isEmpty()) return this;
    var part = new LinkedHashMap<String, MemorySegment>();
    byName.forEach(
        (name, segment) -> {
          if (name.startsWith(prefix)) part.put(name.substring(prefix.length()), segment);
        });
    return new Gradients(Arena.global(), part);
  }

  private Gradients(Arena arena, Map<String, MemorySegment> byName) {
    this.arena = arena;
    this.byName = byName;
  }

  public void zero() {
    byName.values().forEach(segment -> segment.fill((byte) 0));
  }

  @Override
  public void close() {
    arena.close();
  }
}
