package org.denselab.graph;

import org.denselab.base.BadInput;

/**
 * One table of an embedding block.
 *
 * @param table parameter {@code [rows, width]}
 * @param rows number of rows
 * @param index what picks a token's row
 * @param padding the id that {@link Index#POSITION_PAST_PADDING} does not count; else unused, -1
 */
public record Lookup(String table, int rows, Index index, int padding) {
  public enum Index {
    /** The token's id. */
    TOKEN,
    /** The token's place in its sequence, from 0. */
    POSITION,
    /**
     * The number of tokens up to this one whose id is not {@code padding}, plus {@code padding};
     * for a token of that id, {@code padding} itself (RoBERTa, MPNet).
     */
    POSITION_PAST_PADDING,
    /** The token's segment. */
    TYPE
  }

  public Lookup(String table, int rows, Index index) {
    this(table, rows, index, -1);
    if (index == Index.POSITION_PAST_PADDING)
      throw new IllegalArgumentException(table + " needs to know the id of padding");
  }

  /** Positions counted from {@code padding + 1} over tokens other than padding. */
  public static Lookup positionsPast(int padding, String table, int rows) {
    return new Lookup(table, rows, Index.POSITION_PAST_PADDING, padding);
  }

  /** How many tokens are not padding, this one of the id given included. */
  public int counted(int before, int id) {
    return id == padding ? before : before + 1;
  }

  /**
   * A token's row.
   *
   * @param place the token's place in its sequence, from 0
   * @param type the token's segment
   * @param counted as {@link #counted} has it after this token
   */
  public int row(int id, int place, int type, int counted) {
    return switch (index) {
      case TOKEN -> id;
      case POSITION -> place;
      case POSITION_PAST_PADDING -> id == padding ? padding : padding + counted;
      case TYPE -> type;
    };
  }

  /** What to throw where the batch asks for a row that the table does not have. */
  public BadInput outside(int row) {
    String what =
        switch (index) {
          case TOKEN -> "token id " + row;
          case POSITION -> "a sequence longer than " + rows + " tokens";
          case POSITION_PAST_PADDING ->
              "a sequence longer than " + (rows - padding - 1) + " tokens";
          case TYPE -> "token type " + row;
        };
    return new BadInput(what + " does not fit " + table + " of " + rows + " rows");
  }
}
