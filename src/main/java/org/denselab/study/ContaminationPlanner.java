package org.denselab.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.denselab.data.PretrainingText;
import org.denselab.dsl.Backbone;
import org.denselab.dsl.Mixture;
import org.denselab.dsl.Split;
import org.denselab.dsl.StudyCell;
import org.denselab.dsl.Tuning;
import org.denselab.study.stage.ContaminationStage;
import org.denselab.study.stage.ContaminationStage.Part;

/** The contamination checks of one cell: each test against what the cell trains on. */
record ContaminationPlanner(StudyCell cell, Catalog catalog) {
  List<Stage> stages() {
    var study = cell.study();
    if (!study.analysis().contamination()) return List.of();
    Optional<PretrainingText> text =
        study
            .backbone()
            .flatMap(Backbone::pretrain)
            .map(
                pretrain -> catalog.text(pretrain.course().text(), cell, "backbone.pretrain.text"));
    boolean tuned = !(study.tuning() instanceof Tuning.None);
    List<Stage> stages = new ArrayList<>();
    for (int i = 0; i < study.tasks().size(); i++) {
      TaskData task = catalog.task(cell, i);
      var splits = task.task().splits();
      Optional<Part> train =
          Optional.ofNullable(tuned ? task.train() : null)
              .map(data -> new Part(data, splits.train()));
      boolean shared = !(study.mixture() instanceof Mixture.Single);
      if (train.isEmpty() && text.isEmpty() && !shared) continue;
      for (Split split : study.evaluate().splits()) {
        if (split == Split.TRAIN) continue;
        var test = new Part(task.at(split), splits.of(split));
        if (train.isPresent() || text.isPresent())
          stages.add(ContaminationStage.of(test, train, text));
        if (shared) stages.addAll(others(test, i));
      }
    }
    return stages;
  }

  /** A model of all tasks has read what the others train on as well. */
  private List<Stage> others(Part test, int own) {
    List<Stage> stages = new ArrayList<>();
    for (int i = 0; i < cell.study().tasks().size(); i++) {
      TaskData other = catalog.task(cell, i);
      if (i == own || other.train() == null) continue;
      var train = new Part(other.train(), other.task().splits().train());
      stages.add(ContaminationStage.of(test, Optional.of(train), Optional.empty()));
    }
    return stages;
  }
}
