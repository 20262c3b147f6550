package org.denselab.engine.plan;

import org.denselab.graph.Value;

/**
 * How big a buffer is, whatever the batch.
 *
 * @param floats elements for each unit
 */
record Extent(Unit unit, long floats) {
  enum Unit {
    TOKEN,
    SEQUENCE,
    PAIR,
    SQUARE,
    POSITION,
    LONG_TOKEN,
    ONCE
  }

  /** One row of {@code width} elements for each row of the kind. */
  static Extent rows(Value.Rows rows, long width) {
    return new Extent(rows == Value.Rows.TOKENS ? Unit.TOKEN : Unit.SEQUENCE, width);
  }

  long bytes(Capacity capacity) {
    long count =
        switch (unit) {
          case TOKEN -> capacity.tokens();
          case SEQUENCE -> capacity.sequences();
          case PAIR -> capacity.pairs();
          case SQUARE -> capacity.square();
          case POSITION -> capacity.longest();
          case LONG_TOKEN -> capacity.longTokens();
          case ONCE -> 1;
        };
    return Math.multiplyExact(4 * floats, count);
  }
}
