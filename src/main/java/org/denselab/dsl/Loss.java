package org.denselab.dsl;

import org.denselab.dsl.schema.ChosenBy;
import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Named;
import org.denselab.dsl.schema.Range;

/** What fine-tuning minimises. */
@ChosenBy("kind")
public sealed interface Loss {
  /** Cross-entropy of the positive among the passages of the batch. */
  @Named("infonce")
  @Doc("cross-entropy of the positive among the batch's passages")
  record Infonce() implements Loss {}

  /** A positive's cosine must be above a negative's by a margin. */
  @Named("triplet")
  @Doc("how far a negative's cosine is not below the positive's by a margin")
  record Triplet(
      @Default("0.2") @Range(min = 0, max = 2) @Doc("cosine by which the positive must be ahead")
          double margin,
      @Default("false")
          @Doc("whether other queries' passages count too, where the task's in_batch lets them")
          boolean inBatch)
      implements Loss {}
}
