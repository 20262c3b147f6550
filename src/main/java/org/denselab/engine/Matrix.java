package org.denselab.engine;

/**
 * A dense row-major fp32 matrix {@code [rows, columns]} on the heap: embeddings and their
 * gradients.
 */
public record Matrix(int rows, int columns, float[] values) {
  public Matrix {
    if (values.length != (long) rows * columns)
      throw new IllegalArgumentException(
          "[" + rows + ", " + columns + "] does not hold " + values.length);
  }

  public Matrix(int rows, int columns) {
    this(rows, columns, new float[Math.multiplyExact(rows, columns)]);
  }

  public float at(int row, int column) {
    return values[row * columns + column];
  }
}
