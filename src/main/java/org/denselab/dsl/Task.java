package org.denselab.dsl;

import java.util.List;
import java.util.Optional;
import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Inherits;
import org.denselab.dsl.schema.Inline;
import org.denselab.dsl.schema.Matches;
import org.denselab.dsl.schema.Range;
import org.denselab.dsl.schema.Size;

/** What is trained on and tested, with its own metric, negatives and lengths. */
public record Task(
    @Matches(value = Study.NAME, says = Study.NAME_SAYS) @Doc("short name for tables") String name,
    @Inline Source source,
    @Doc("the metric that counts, such as nDCG@10, RR@10(rel=2) or spearman") Metric metric,
    @Default("{}") @Doc("how a query is written and cut") QueryText query,
    @Default("{}") @Doc("how a passage is written and cut") PassageText passage,
    @Inherits("negatives") @Doc("what differs from the study's negatives") Negatives negatives,
    @Default("${mixture.in_batch}") @Doc("other queries' passages are negatives too")
        boolean inBatch,
    @Default("${evaluate.retrievers}") @Size(min = 1) @Doc("the retrievers that run")
        List<Retriever> retrievers,
    @Default("{}") @Doc("what the data calls its splits") Splits splits,
    @Default("refuse") @Doc("what becomes of teacher scores in training records") Teacher teacher) {
  public Task {
    retrievers = List.copyOf(retrievers);
  }

  /** Two texts are compared; nothing is searched. */
  public boolean similarity() {
    return metric.measure().similarity();
  }

  /** Something is trained on it; else it is only tested. */
  public boolean learned() {
    return source.trainData().isPresent();
  }

  /** What the data calls its splits. */
  public record Splits(
      @Default("train") @Doc("queries to train on") String train,
      @Default("dev") @Doc("queries to choose by") String dev,
      @Default("test") @Doc("queries to report") String test,
      @Default("none")
          @Range(above = 0, below = 1)
          @Doc("share of the training queries that is held out as dev, by their ids")
          Optional<Double> holdOut) {
    /** The data's own name of a split. */
    public String of(Split split) {
      return switch (split) {
        case TRAIN -> train;
        case DEV -> dev;
        case TEST -> test;
      };
    }
  }

  /** What becomes of teacher scores in training records. */
  public enum Teacher {
    @Doc("records with teacher scores stop the study")
    REFUSE,
    @Doc("the retriever learns the teacher's distribution")
    USE
  }
}
