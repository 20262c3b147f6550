package org.denselab.dsl;

import java.nio.file.Path;
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
      @Default("1") @Range(min = 1) @Doc("negatives of a query in a row of the batch") int keep,
      @Default("none") @Doc("a file that mining wrote, for the same queries; none: the records'")
          Optional<Path> path)
      implements Negatives {}

  /** Passages by chance, no positives. */
  @Named("random")
  @Doc("passages drawn by chance that are no positives, to compare hard ones with")
  record Random(
      @Default("1") @Range(min = 1) @Doc("negatives of a query in a row of the batch") int keep,
      @Default("20") @Range(min = 1) @Doc("negatives stored for a query") int count,
      @Default("0") @Range(min = 0) @Doc("seed of the draw") long seed)
      implements Negatives, Checked {
    @Override
    public void check(Findings at) {
      if (keep > count) at.problem("keep", keep + " negatives are kept of count " + count);
    }
  }

  /** A model's own hits that are no positives. */
  @Named("dense")
  @Doc("hits of the model itself, before it is tuned or along the way, that are no positives")
  record Dense(
      @Default("1") @Range(min = 1) @Doc("negatives of a query in a row of the batch") int keep,
      @Default("200") @Range(min = 1) @Doc("hits that are looked at") int depth,
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
      @Default("0") @Range(min = 0) @Doc("seed of the draw of count from the window") long seed,
      @Default("none") @Doc("folder of a checkpoint that mines instead of the cell's own model")
          Optional<Path> checkpoint,
      @Default("0")
          @Range(min = 0)
          @Doc("training steps after which the model mines anew, again and again; 0: never")
          int refresh)
      implements Negatives, Checked {
    public Dense {
      window = List.copyOf(window);
    }

    @Override
    public void check(Findings at) {
      new MiningChecks(keep, depth, window, count).run(at);
    }
  }

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
      new MiningChecks(keep, depth, window, count).run(at);
    }
  }
}
