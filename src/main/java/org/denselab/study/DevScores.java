package org.denselab.study;

import java.util.List;
import org.denselab.base.BadInput;
import org.denselab.data.Collection;
import org.denselab.data.Dataset;
import org.denselab.data.Pairs;
import org.denselab.dsl.Split;
import org.denselab.dsl.StudyCell;
import org.denselab.dsl.Words;
import org.denselab.eval.Metric;
import org.denselab.study.stage.Arithmetic;
import org.denselab.study.stage.ChoiceStage.Evaluated;
import org.denselab.study.stage.EvaluateStage;
import org.denselab.study.stage.ModelAt;
import org.denselab.study.stage.SimilarityStage;

/**
 * What is scored on the split that choices are made on, exactly as it would be on the split that is
 * reported.
 *
 * @param split dev, as a rule
 * @param by the key that asks for a choice, such as {@code select}
 */
record DevScores(StudyCell cell, ModelPlanner models, Split split, String by) {
  /** What a model scores on a task. */
  Evaluated of(ModelAt model, TaskData task, int number, Metric metric, String title) {
    return switch (data(task, number)) {
      case Collection data ->
          of(searches(model, task, data, title), task, data, metric, "dense, " + title);
      case Pairs pairs ->
          new Evaluated(
              SimilarityStage.of(
                  "dense " + Words.of(split) + ", " + title,
                  model.ofQueries(),
                  pairs,
                  models.texts(task),
                  Arithmetic.of(cell.study()),
                  List.of(metric)),
              metric.toString());
    };
  }

  /** How a model searches, once for each instruction that it is asked with. */
  List<Stage> searches(ModelAt model, TaskData task, Collection data, String title) {
    return models.searches(model, task, data, at(task), Words.of(split) + ", " + title);
  }

  /** What runs of the same queries score, in the mean. */
  Evaluated of(List<Stage> runs, TaskData task, Collection data, Metric metric, String title) {
    metric.checkAgainst(data.corpus().size());
    return new Evaluated(
        EvaluateStage.of(
            Words.of(split) + ", " + title,
            runs,
            data,
            at(task),
            List.of(metric),
            cell.study().evaluate().dropIdenticalIds()),
        metric.toString());
  }

  /**
   * The data that a task is chosen on.
   *
   * @throws BadInput with the place in the study, where there is none
   */
  Dataset data(TaskData task, int number) {
    Dataset data = task.at(split);
    if (data == null)
      throw refused(
          number,
          "has scored pairs to test on and none to choose on: give it dev, a file of scored pairs");
    if (data instanceof Collection collection && !collection.splits().contains(at(task)))
      throw refused(
          number,
          "has no split %s in %s (there are %s): name another in its splits.%s, or hold out training queries by splits.hold_out: 0.1"
              .formatted(
                  at(task),
                  collection.name(),
                  String.join(", ", collection.splits()),
                  Words.of(split)));
    boolean tested =
        data.fingerprint().equals(task.test().fingerprint())
            && (data instanceof Pairs || at(task).equals(task.task().splits().test()));
    if (tested) throw refused(number, "is tested on the same: give it other queries to choose by");
    if (data instanceof Collection collection)
      collection.queries(at(task)); // what cannot be read is said before anything runs
    return data;
  }

  /** The split as the data calls it. */
  String at(TaskData task) {
    return task.task().splits().of(split);
  }

  private BadInput refused(int number, String why) {
    return new BadInput(
        "%s: %s chooses on %s, and task %s %s"
            .formatted(
                cell.position(by),
                by,
                Words.of(split),
                cell.study().tasks().get(number).name(),
                why));
  }
}
