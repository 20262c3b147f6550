package org.denselab.graph;

import org.denselab.base.BadInput;

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

  /** What to throw where the batch asks for a row that the table does not have. */
  public BadInput outside(int row) {
    String what =
        switch (index) {
          case TOKEN -> "token id " + row;
          case POSITION -> "a sequence longer than " + rows + " tokens";
          case TYPE -> "token type " + row;
        };
    return new BadInput(what + " does not fit " + table + " of " + rows + " rows");
  }
}
