package org.denselab.dsl;

import java.util.List;
import org.denselab.dsl.schema.ChosenBy;
import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Named;
import org.denselab.dsl.schema.Range;
import org.denselab.dsl.schema.Size;

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

  /** As scores, with the weight that does best on dev. */
  @Named("tuned")
  @Doc("as score, with the weight that does best on dev, one for all seeds")
  record Tuned(
      @Default("[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]")
          @Size(min = 1)
          @Range(min = 0, max = 1)
          @Doc("weights of dense to choose among")
          List<Double> weights)
      implements Fusion {
    public Tuned {
      weights = List.copyOf(weights);
    }
  }
}
