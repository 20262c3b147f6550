package org.denselab.dsl;

import java.util.List;
import java.util.Optional;
import org.denselab.dsl.schema.Checked;
import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Range;
import org.denselab.dsl.schema.Size;

/** What a linear probe finds in the hidden states of each layer (paper A, 2505.07166). */
public record Probe(
    @Default("[2, 3, 4, 5]")
        @Range(min = 2, max = 100)
        @Size(min = 1)
        @Doc("candidates to choose among: one positive, the others hard negatives")
        List<Integer> candidates,
    @Default("[]") @Range(min = 0) @Doc("layers, 0 for the embeddings; empty: all")
        List<Integer> layers,
    @Default("[\"${backbone.pooling}\"]")
        @Size(min = 1)
        @Doc("which token vectors stand for a text; last is the EOS of decoders")
        List<Head.Pooling> pooling,
    @Default("[test]") @Size(min = 1) @Doc("splits whose queries are examples") List<Split> splits,
    @Default("5000") @Range(min = 10) @Doc("queries at most, drawn by the seed") int examples,
    @Default("bm25") @Doc("where the negatives come from") Source negatives,
    @Default("50") @Range(min = 1) @Doc("BM25's last rank that a negative is drawn from") int depth,
    @Default("5")
        @Range(min = 2, max = 100)
        @Doc("parts of the queries; each is tested by a probe trained on the others")
        int folds,
    @Default("0.03")
        @Range(above = 0)
        @Doc("weight decay of the match probe, on standardised features")
        double l2,
    @Default("[query, labels, untrained]") @Doc("what accuracy must be held against")
        List<Control> controls,
    @Default("false")
        @Doc("the published probe with its unpaired test and the vector of padding for last")
        boolean asPublished,
    @Default("none") @Doc("the models that are tested against one another")
        Optional<Report.Delta> compare,
    @Default("0.03") @Range(above = 0, below = 1) @Doc("the smallest difference that matters")
        double margin,
    @Default("42") @Range(min = 0) @Doc("seed of examples, negatives and folds") long seed)
    implements Checked {
  public Probe {
    candidates = List.copyOf(candidates);
    layers = List.copyOf(layers);
    pooling = List.copyOf(pooling);
    splits = List.copyOf(splits);
    controls = List.copyOf(controls);
  }

  /** The same, looking at other token vectors. */
  public Probe with(List<Head.Pooling> others) {
    return new Probe(
        candidates,
        layers,
        others,
        splits,
        examples,
        negatives,
        depth,
        folds,
        l2,
        controls,
        asPublished,
        compare,
        margin,
        seed);
  }

  @Override
  public void check(Findings at) {
    int negatives = candidates.stream().mapToInt(k -> k - 1).max().orElse(0);
    if (depth < negatives)
      at.problem(
          "depth", "depth " + depth + " holds no " + negatives + " negatives for candidates");
  }

  /** Where negatives come from. */
  public enum Source {
    @Doc("mined from BM25's ranking")
    BM25,
    @Doc("those that the data brings along")
    FILE
  }

  /** What accuracy must be held against. */
  public enum Control {
    @Doc("a probe that does not see the query")
    QUERY,
    @Doc("a probe trained on shuffled labels")
    LABELS,
    @Doc("the backbone as initialised")
    UNTRAINED
  }
}
