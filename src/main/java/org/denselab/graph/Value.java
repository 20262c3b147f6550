package org.denselab.graph;

/**
 * What flows between blocks: one vector of {@code width} numbers a row. It bears the name of the
 * block that makes it.
 *
 * @param rows a row for each token {@code [tokens, width]}, or for each sequence {@code [batch,
 *     width]}
 */
public record Value(String name, Rows rows, int width) {
  public enum Rows {
    TOKENS,
    SEQUENCES
  }

  Value named(String other) {
    return new Value(other, rows, width);
  }

  @Override
  public String toString() {
    return name + (rows == Rows.TOKENS ? "[tokens, " : "[batch, ") + width + "]";
  }
}
