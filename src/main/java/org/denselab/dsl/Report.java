package org.denselab.dsl;

import java.util.Optional;
import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Range;

/** What the report shows. */
public record Report(
    @Default("none") @Doc("the difference that the study is about") Optional<Delta> delta,
    @Default("true") @Doc("texts of queries and passages; false: their ids only") boolean texts,
    @Default("5") @Range(min = 0) @Doc("queries shown that gained most, and that lost most")
        int examples) {
  /** A difference between cells of the sweep. */
  public record Delta(
      @Doc("path of the sweep that is compared") String over,
      @Doc("its value that others are compared with") String baseline) {}
}
