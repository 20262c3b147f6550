package org.denselab.study;

import java.util.ArrayList;
import java.util.List;
import org.denselab.data.Collection;
import org.denselab.dsl.Split;
import org.denselab.dsl.StudyCell;
import org.denselab.model.Templates;
import org.denselab.study.stage.Arithmetic;
import org.denselab.study.stage.ModelAt;

/**
 * A task of a cell whose models an analysis looks into.
 *
 * @param number of the task in the study
 */
record Subject(StudyCell cell, CellPlanner planner, TaskData task, int number, Collection data) {

  /** One for each task on a collection. */
  static List<Subject> of(StudyCell cell, CellPlanner planner, Catalog catalog) {
    List<Subject> subjects = new ArrayList<>();
    for (int i = 0; i < cell.study().tasks().size(); i++) {
      TaskData task = catalog.task(cell, i);
      if (task.test() instanceof Collection data)
        subjects.add(new Subject(cell, planner, task, i, data));
    }
    return subjects;
  }

  /** The data's own name of a split; one that is not there is said before anything runs. */
  String at(Split split) {
    String at = task.task().splits().of(split);
    data.queries(at);
    return at;
  }

  ModelAt trained(long seed) {
    return planner.trained(number, seed);
  }

  ModelAt untrained(long seed) {
    return planner.models().untrained(seed);
  }

  Templates texts() {
    return planner.models().texts(task);
  }

  CellCost cost() {
    return planner.models().cost();
  }

  Arithmetic arithmetic() {
    return Arithmetic.of(cell.study());
  }
}
