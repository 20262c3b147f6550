package org.denselab.dsl;

import java.util.List;
import java.util.Optional;
import org.denselab.dsl.schema.Checked;
import org.denselab.dsl.schema.ChosenBy;
import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Named;
import org.denselab.dsl.schema.Range;

/** Which of the models that training made is evaluated. */
@ChosenBy("rule")
public sealed interface Select {
  /** The last of {@code train.checkpoints}. */
  @Named("last")
  @Doc("the last of train.checkpoints")
  record Last() implements Select {}

  /** One of {@code train.checkpoints}, so that a sweep shows a schedule along its way. */
  @Named("at")
  @Doc("the one at a step, to be swept along one schedule")
  record At(@Range(min = 1) @Doc("one of train.checkpoints") int step) implements Select {}

  /** The one that does best on a split which is not reported. */
  @Named("best")
  @Doc(
      "the one with the highest metric on a split, read as it was trained: evaluate.override has no"
          + " say")
  record Best(
      @Default("dev") @Doc("the split it is chosen on") Split split,
      @Default("none") @Doc("the metric it is chosen by; none: each task's own")
          Optional<Metric> metric,
      @Default("[]")
          @Doc("swept keys of train and tuning, such as train.lr, whose value is chosen as well")
          List<String> over,
      @Default("${seeds}")
          @Doc("seeds whose mean chooses a value of over; the others train that one alone")
          List<Long> seeds,
      @Default("best") @Doc("which checkpoint of a run stands for it") Checkpoint checkpoint)
      implements Select, Checked {
    public Best {
      over = List.copyOf(over);
      seeds = List.copyOf(seeds);
    }

    @Override
    public void check(Findings at) {
      if (split == Split.TEST)
        at.problem("split", "a checkpoint must not be chosen on test, which is reported");
      for (int i = 0; i < over.size(); i++) {
        String path = over.get(i);
        if (!path.startsWith("train.") && !path.startsWith("tuning."))
          at.problem(
              "over." + i, path + " is no key of train or tuning: nothing else is chosen so");
      }
    }
  }

  /** Which checkpoint of a run stands for it, where runs are chosen among. */
  enum Checkpoint {
    @Doc("the best of train.checkpoints, by the same scores")
    BEST,
    @Doc("the last")
    LAST
  }
}
