package org.denselab.graph;

import java.util.Arrays;

/** A parameter that a program needs, and what it starts from where nothing was trained yet. */
@SuppressWarnings("ArrayRecordComponent") // copied in and out
public record ParameterSpec(String name, long[] shape, Initial initial) {
  public enum Initial {
    NORMAL,
    ZEROS,
    ONES
  }

  public ParameterSpec {
    shape = shape.clone();
  }

  @Override
  public long[] shape() {
    return shape.clone();
  }

  public long elements() {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }
}
