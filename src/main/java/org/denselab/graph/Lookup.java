package org.denselab.graph;

/**
 * One table of an embedding block.
 *
 * @param table parameter {@code [rows, width]}
 * @param rows number of rows
 * @param index what picks a token's row
 */
public record Lookup(String table, int rows, Index index) {
  public enum Index {
    /** The token's id. */
    TOKEN,
    /** The token's place in its sequence, from 0. */
    POSITION,
    /** The token's segment. */
    TYPE
  }
}
