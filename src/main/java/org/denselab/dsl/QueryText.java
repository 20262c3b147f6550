package org.denselab.dsl;

import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Range;

/** How a query is written and cut. */
public record QueryText(
    @Default("${train.query_length}") @Range(min = 4) @Doc("longest query in tokens") int length,
    @Default("right") @Doc("where a longer one is cut") Truncate truncate,
    @Default("\"\"") @Doc("text before the query") String prefix,
    @Default("\"\"") @Doc("what is asked for, before the prefix; not counted in the length")
        String instruction) {
  /** The side that a text is cut on. */
  public enum Truncate {
    @Doc("the end is lost")
    RIGHT,
    @Doc("the beginning is lost, as conversations need it")
    LEFT
  }
}
