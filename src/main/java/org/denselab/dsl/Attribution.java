package org.denselab.dsl;

import java.util.List;
import java.util.Optional;
import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Range;
import org.denselab.dsl.schema.Size;

/** Which feed-forward neurons make an embedding (paper A, 2505.07166). */
public record Attribution(
    @Default("passages") @Doc("what is embedded") Texts texts,
    @Default("[test]") @Size(min = 1) @Doc("splits whose queries, or positives, are embedded")
        List<Split> splits,
    @Default("200") @Range(min = 1) @Doc("distinct texts at most, drawn by the seed") int examples,
    @Default("20") @Range(min = 2) @Doc("values that weights are scaled by, from 0 to 1") int steps,
    @Default("[0.1, 0.2]")
        @Range(min = 0, below = 1)
        @Size(min = 1)
        @Doc("shares of a text's highest score above which a neuron is active")
        List<Double> thresholds,
    @Default("10") @Range(min = 1) @Doc("columns of the heat map, the highest count of each")
        int bins,
    @Default("true") @Doc("the backbone as initialised beside the others") boolean untrained,
    @Default("false") @Doc("texts filled up with padding, which a mean then reads, as published")
        boolean asPublished,
    @Default("none") @Doc("the models whose neurons are held against one another")
        Optional<Report.Delta> compare,
    @Default("42") @Range(min = 0) @Doc("seed of the texts") long seed) {
  public Attribution {
    splits = List.copyOf(splits);
    thresholds = List.copyOf(thresholds);
  }

  /** What is embedded. */
  public enum Texts {
    @Doc("positives of the splits' queries")
    PASSAGES,
    @Doc("the splits' queries")
    QUERIES
  }
}
