package org.denselab.dsl;

import java.util.Optional;
import org.denselab.dsl.schema.Checked;
import org.denselab.dsl.schema.ChosenBy;
import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Named;

/** How the tasks share training. */
@ChosenBy("kind")
public sealed interface Mixture {
  boolean inBatch();

  /** One model a task. */
  @Named("single")
  @Doc("one model a task")
  record Single(
      @Default("true") @Doc("other queries' passages are negatives, where a task says nothing")
          boolean inBatch)
      implements Mixture {}

  /** One model for all tasks that are trained on, one task a step. */
  @Named("joint")
  @Doc("one model for all tasks, one task a step; a task without train is only tested with it")
  record Joint(
      @Default("true") @Doc("other queries' passages are negatives, where a task says nothing")
          boolean inBatch,
      @Default("examples") @Doc("what a joint run has in common with the single runs") Match match,
      @Default("none")
          @Doc(
              "with match: steps, how many of them each task gets; none: by its number of training"
                  + " queries")
          Optional<TaskWeights> weights)
      implements Mixture, Checked {
    @Override
    public void check(Findings at) {
      if (weights.isPresent() && match == Match.EXAMPLES)
        at.problem(
            "weights",
            "nothing reads mixture.weights: with match: examples each task takes the steps of its"
                + " single run");
    }
  }

  /** One model for all tasks that are trained on, all of them in each step. */
  @Named("mixed")
  @Doc(
      "one model for all tasks, of which those without train are only tested; each step takes the"
          + " batch of every task's single run, compares texts within a task alone, and averages"
          + " the gradients")
  record Mixed(
      @Default("true") @Doc("other queries' passages are negatives, where a task says nothing")
          boolean inBatch)
      implements Mixture {}

  /** What a joint run has in common with the single runs. */
  enum Match {
    @Doc("each task's batches: joint steps are the sum of the single runs' steps")
    EXAMPLES,
    @Doc("the steps: as many as one single run has, shared out by weights")
    STEPS
  }
}
