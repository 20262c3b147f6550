package org.denselab.study;

import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.denselab.data.Collection;
import org.denselab.data.Pairs;
import org.denselab.dsl.Evaluate.Control;
import org.denselab.dsl.StudyCell;
import org.denselab.eval.Metric;
import org.denselab.study.stage.RandomBagStage;
import org.denselab.study.stage.TrainingQueriesStage;

/** Controls that need no model: what a seed's stage of them is, empty where it cannot be had. */
record UnlearnedControls(StudyCell cell, CellTowers towers) {
  /** How a control searches a collection. */
  Optional<LongFunction<Stage>> search(Control control, TaskData task, Collection data, String at) {
    int depth = cell.study().evaluate().depth();
    return switch (control) {
      case UNTRAINED -> throw new IllegalArgumentException("needs a model");
      case EMBEDDINGS, EMBEDDINGS_IDF ->
          Optional.of(
              seed -> RandomBagStage.of(data, at, towers.width(), weighted(control), seed, depth));
      case TRAINING_QUERIES -> {
        String train = task.task().splits().train();
        if (!data.equals(task.train()) || !data.splits().contains(train)) yield Optional.empty();
        var lexical = cell.study().evaluate().lexical();
        Stage memory =
            TrainingQueriesStage.of(
                data, train, at, Lexicals.analysis(lexical), Lexicals.bm25(lexical), depth);
        yield Optional.of(_ -> memory);
      }
    };
  }

  /** How a control compares scored pairs. */
  Optional<LongFunction<Stage>> comparison(Control control, Pairs pairs, List<Metric> metrics) {
    return switch (control) {
      case UNTRAINED -> throw new IllegalArgumentException("needs a model");
      case EMBEDDINGS, EMBEDDINGS_IDF ->
          Optional.of(
              seed -> RandomBagStage.of(pairs, towers.width(), weighted(control), seed, metrics));
      case TRAINING_QUERIES -> Optional.empty(); // nothing is searched
    };
  }

  private static boolean weighted(Control control) {
    return control == Control.EMBEDDINGS_IDF;
  }
}
