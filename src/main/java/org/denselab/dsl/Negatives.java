package org.denselab.dsl;

import java.util.List;
import java.util.Optional;
import org.denselab.dsl.schema.Checked;
import org.denselab.dsl.schema.ChosenBy;
import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Named;
import org.denselab.dsl.schema.Range;
import org.denselab.dsl.schema.Size;

/** Hard negatives: passages that look right and are not. */
@ChosenBy("source")
public sealed interface Negatives {
  /** How many a query brings into its row of a batch. */
  int keep();

  /** Only the other queries' passages. */
  @Named("none")
  @Doc("only the other queries' passages")
  record None() implements Negatives {
    @Override
    public int keep() {
      return 0;
    }
  }

  /** Those that the training records hold. */
  @Named("file")
  @Doc("those that the training records hold")
  record Stored(
      @Default("1") @Range(min = 1) @Doc("negatives of a query in a row of the batch") int keep)
      implements Negatives {}

  /** BM25's hits that are no positives. */
  @Named("bm25")
  @Doc("BM25's hits that are no positives")
  record Mined(
      @Default("1") @Range(min = 1) @Doc("negatives of a query in a row of the batch") int keep,
      @Default("100") @Range(min = 1) @Doc("hits that are looked at") int depth,
      @Default("[1, \"${.depth}\"]")
          @Range(min = 1)
          @Size(min = 2, max = 2, repeats = true)
          @Doc("first and last rank that negatives are taken from")
          List<Integer> window,
      @Default("none") @Range(min = 1) @Doc("negatives stored for a query; none: all in the window")
          Optional<Integer> count,
      @Default("none")
          @Range(min = 0)
          @Doc("how far below the best positive's score a negative must stay")
          Optional<Double> margin,
      @Default("none")
          @Range(above = 0, max = 1)
          @Doc("largest share of the best positive's score a negative may have")
          Optional<Double> ratio,
      @Default("0") @Range(min = 0) @Doc("seed of the draw of count from the window") long seed)
      implements Negatives, Checked {
    public Mined {
      window = List.copyOf(window);
    }

    @Override
    public void check(Findings at) {
      int first = window.getFirst();
      int last = window.getLast();
      if (last < first)
        at.problem("window", "the window ends at rank " + last + " before it begins at " + first);
      if (last > depth)
        at.problem("window", "the window ends at rank " + last + " of depth " + depth);
      if (last < first) return;
      int ranks = last - first + 1;
      int stored = count.orElse(ranks);
      if (stored > ranks)
        at.problem("count", "count " + stored + " of a window of " + ranks + " ranks");
      if (keep > Math.min(stored, ranks))
        at.problem(
            "keep",
            keep
                + " negatives are kept of "
                + (count.isPresent() && stored <= ranks
                    ? "count " + stored
                    : "a window of " + ranks + " ranks"));
    }
  }
}
