package org.denselab.dsl;

import org.denselab.dsl.schema.ChosenBy;
import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Named;
import org.denselab.dsl.schema.Range;

/** How hybrid fuses BM25 and dense. */
@ChosenBy("kind")
public sealed interface Fusion {
  /** Reciprocal ranks are added (Cormack et al. 2009). */
  @Named("rrf")
  @Doc("reciprocal ranks are added (Cormack et al. 2009)")
  record ReciprocalRank(@Default("60") @Range(min = 0) @Doc("added to each rank") int k)
      implements Fusion {}

  /** Scores, each scaled to [0, 1] over a query's hits, are added. */
  @Named("score")
  @Doc("scores, each scaled to [0, 1] over a query's hits, are added")
  record Score(@Default("0.5") @Range(min = 0, max = 1) @Doc("weight of dense") double weight)
      implements Fusion {}
}
