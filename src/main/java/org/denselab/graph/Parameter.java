package org.denselab.graph;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * A named weight of a {@code Program}, under its HuggingFace name. Its values live here, row-major
 * in native memory: engines compute from this memory and optimizers update it in place.
 */
public final class Parameter {
  private final String name;
  private final long[] shape;
  private final MemorySegment values;
  private boolean trainable;

  /**
   * @param values fp32, {@code 4 * elements} bytes of native memory
   */
  public Parameter(String name, long[] shape, MemorySegment values, boolean trainable) {
    this.name = name;
    this.shape = shape.clone();
    this.values = values;
    this.trainable = trainable;
    if (values.byteSize() != 4 * elements())
      throw new IllegalArgumentException(
          name
              + Arrays.toString(shape)
              + " needs "
              + 4 * elements()
              + " bytes, has "
              + values.byteSize());
  }

  public String name() {
    return name;
  }

  public long[] shape() {
    return shape.clone();
  }

  public long elements() {
    long n = 1;
    for (long d : shape) n *= d;
    return n;
  }

  /**
   * fp32 values, row-major, native; a write here is seen by the next forward pass of every engine.
   */
  public MemorySegment values() {
    return values;
  }

  public boolean trainable() {
    return trainable;
  }

  /** Only {@code Program} changes this, together with its graph. */
  void trainable(boolean trainable) {
    this.trainable = trainable;
  }
}
