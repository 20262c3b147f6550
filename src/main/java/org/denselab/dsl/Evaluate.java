package org.denselab.dsl;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Range;
import org.denselab.dsl.schema.Size;

/** What is retrieved, measured and tested. */
public record Evaluate(
    @Default("[test]") @Size(min = 1) @Doc("the splits that are reported") List<Split> splits,
    @Default("[bm25, dense, hybrid]")
        @Size(min = 1)
        @Doc("what finds passages, where a task says nothing")
        List<Retriever> retrievers,
    @Default("[]") @Doc("metrics beside each task's own") List<Metric> also,
    @Default("[]") @Doc("what shows whether training did anything") List<Control> controls,
    @Default("1000") @Range(min = 1) @Doc("hits kept for a query") int depth,
    @Default("{}") @Doc("how BM25 indexes and scores, for search and for mining") Lexical lexical,
    @Default("{kind: exact}") @Doc("how the nearest passages are found") VectorIndex index,
    @Default("{kind: rrf}") @Doc("how hybrid fuses BM25 and dense") Fusion hybrid,
    @Default("{}") @Doc("the test of differences") Significance significance,
    @Default("${.retrievers.0}") @Doc("the retriever that others are compared with")
        Retriever baseline,
    @Default("[]") @Doc("folders of trained checkpoints that are encoded and searched as well")
        List<Path> checkpoints,
    @Default("false") @Doc("a hit whose id is the query's is dropped, as ArguAna and Quora need it")
        boolean dropIdenticalIds,
    @Default("{}") @Doc("where evaluation departs from training, said in the run's name")
        Overrides override) {
  public Evaluate {
    splits = List.copyOf(splits);
    retrievers = List.copyOf(retrievers);
    also = List.copyOf(also);
    controls = List.copyOf(controls);
    checkpoints = List.copyOf(checkpoints);
  }

  /** The same where nothing departs from training. */
  Evaluate asTrained() {
    return new Evaluate(
        splits,
        retrievers,
        also,
        controls,
        depth,
        lexical,
        index,
        hybrid,
        significance,
        baseline,
        checkpoints,
        dropIdenticalIds,
        Overrides.NONE);
  }

  /** What shows whether training did anything. */
  public enum Control {
    @Doc("the backbone as initialised")
    UNTRAINED,
    @Doc("random word vectors of the embeddings' width, their mean: nothing is learned")
    EMBEDDINGS,
    @Doc("the same, words weighted by inverse document frequency")
    EMBEDDINGS_IDF,
    @Doc(
        "BM25 over the training queries, which return their golds: what memory alone would find;"
            + " left out where a task is not trained on the collection it is tested on")
    TRAINING_QUERIES
  }

  /** Where evaluation departs from training. */
  public record Overrides(
      @Default("none") @Range(min = 4) @Doc("longest query in tokens")
          Optional<Integer> queryLength,
      @Default("none") @Range(min = 4) @Doc("longest passage in tokens")
          Optional<Integer> passageLength,
      @Default("none") @Doc("another instruction before queries") Optional<String> instruction,
      @Default("seen") @Doc("which of the tasks' instructions queries are asked with")
          Instructions instructions) {
    static final Overrides NONE =
        new Overrides(Optional.empty(), Optional.empty(), Optional.empty(), Instructions.SEEN);
  }

  /** Which of a task's instructions queries are asked with. */
  public enum Instructions {
    @Doc("those of training, one after the other, and scores averaged")
    SEEN,
    @Doc("those that training never showed, likewise")
    UNSEEN,
    @Doc("none")
    NONE
  }
}
