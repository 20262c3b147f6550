package org.denselab.train;

import java.util.List;
import org.denselab.engine.Gradients;
import org.denselab.graph.Parameter;

/** What is learnt: a loss over the batches of a stream of its own. Bound to one thread. */
public interface Objective {
  /**
   * Takes the next batch and adds the gradients of its loss.
   *
   * @param draw numbers the batches of the run, for dropout
   */
  Outcome accumulate(long draw, Gradients into);

  /** Parameters of the objective's own, beside the program's, such as a prediction head's. */
  default List<Parameter> ownParameters() {
    return List.of();
  }

  /** The batch that comes next. */
  Cursor cursor();

  void seek(Cursor cursor);

  /**
   * What one batch gave.
   *
   * @param ids what the batch consisted of, for messages
   * @param tokens tokens encoded, padding not counted
   * @param effectiveNegatives mean over rows; 0 where the loss has no negatives
   * @param masked pairs left out as false negatives
   */
  record Outcome(
      double loss, List<String> ids, long tokens, double effectiveNegatives, long masked) {}
}
