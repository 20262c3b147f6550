package org.denselab.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.denselab.base.BadInput;
import org.denselab.base.Sha256;
import org.denselab.data.Collection;
import org.denselab.dsl.Negatives;
import org.denselab.dsl.StudyCell;
import org.denselab.model.Templates;
import org.denselab.study.stage.Arithmetic;
import org.denselab.study.stage.EncodeStage;
import org.denselab.study.stage.IndexStage;
import org.denselab.study.stage.ModelAt;
import org.denselab.study.stage.NegativesStage;
import org.denselab.study.stage.NegativesStage.Split;

/** Where a task's hard negatives come from. */
record NegativesPlanner(StudyCell cell, ModelPlanner models) {
  /** The stage that finds them; null for none, and for those that the training records hold. */
  Stage of(TaskData task, int number, long seed) {
    if (task.train() == null) return null;
    return switch (task.task().negatives()) {
      case Negatives.None _ -> null;
      case Negatives.Stored stored -> stored(stored, task, number);
      case Negatives.Mined mined -> {
        Split split = split(task, number);
        var lexical = cell.study().evaluate().lexical();
        yield NegativesStage.bm25(
            IndexStage.of(split.data(), Lexicals.analysis(lexical)),
            split,
            Lexicals.bm25(lexical),
            Mining.rules(mined));
      }
      case Negatives.Random random ->
          NegativesStage.random(split(task, number), Mining.rules(random));
      case Negatives.Dense dense -> dense(dense, task, split(task, number), seed);
    };
  }

  private Stage stored(Negatives.Stored stored, TaskData task, int number) {
    if (stored.path().isPresent()) {
      Path file = stored.path().get();
      return NegativesStage.given(file, fingerprint(file, number), split(task, number));
    }
    String split = task.task().splits().train();
    if (task.train() instanceof Collection data && !data.bringsNegatives(split))
      throw new BadInput(
          place(number)
              + data.name()
              + " brings no negatives for its split "
              + split
              + "; mine them by negatives: {source: bm25}");
    return null;
  }

  private Stage dense(Negatives.Dense dense, TaskData task, Split split, long seed) {
    ModelAt model = dense.checkpoint().map(models::given).orElseGet(() -> models.start(seed));
    var texts =
        dense.checkpoint().map(models::templates).orElseGet(() -> models.trainingTexts(task));
    String title =
        dense
            .checkpoint()
            .map(folder -> String.valueOf(folder.getFileName()))
            .orElse("the untuned model");
    return mined(dense, split, title, model, texts, Optional.empty());
  }

  /**
   * What a model that is being trained mines itself.
   *
   * @param before the negatives that it was trained on up to here
   */
  Stage anew(
      Negatives.Dense dense, TaskData task, int number, String title, ModelAt model, Stage before) {
    var texts = models.trainingTexts(task);
    return mined(dense, split(task, number), title, model, texts, Optional.of(before));
  }

  private Stage mined(
      Negatives.Dense dense,
      Split split,
      String title,
      ModelAt model,
      Templates texts,
      Optional<Stage> before) {
    var arithmetic = Arithmetic.of(cell.study());
    Stage encode =
        EncodeStage.of(
            title,
            model.ofPassages(),
            split.data(),
            texts,
            arithmetic,
            models.encoding(split.data(), texts));
    return NegativesStage.dense(
        encode, model.ofQueries(), split, texts, arithmetic, Mining.rules(dense), before);
  }

  private Split split(TaskData task, int number) {
    if (task.train() instanceof Collection data)
      return new Split(data, task.task().splits().train());
    throw new BadInput(
        place(number)
            + "negatives are found in a collection, and "
            + task.train().name()
            + " has none; write negatives: {source: file}");
  }

  private String fingerprint(Path file, int number) {
    try {
      return Sha256.of(file);
    } catch (IOException e) {
      throw new BadInput(place(number) + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private String place(int number) {
    return cell.position("tasks." + number + ".negatives") + ": ";
  }
}
