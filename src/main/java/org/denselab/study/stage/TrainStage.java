package org.denselab.study.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.denselab.base.BadInput;
import org.denselab.base.Kept;
import org.denselab.data.Collection;
import org.denselab.data.Dataset;
import org.denselab.data.Example;
import org.denselab.data.Pairs;
import org.denselab.dsl.Loss;
import org.denselab.dsl.Task;
import org.denselab.dsl.Train;
import org.denselab.dsl.Tuning;
import org.denselab.graph.Lora;
import org.denselab.model.Model;
import org.denselab.model.ModelFolder;
import org.denselab.model.Templates;
import org.denselab.study.Stage;
import org.denselab.study.StageKey;
import org.denselab.study.StageNotes;
import org.denselab.train.Ahead;
import org.denselab.train.Contrastive;
import org.denselab.train.ContrastiveSettings;
import org.denselab.train.Course;
import org.denselab.train.ExampleSampler;
import org.denselab.train.SamplerSettings;
import org.denselab.train.Teacher;
import org.denselab.train.TrainResult;
import org.denselab.train.TrainSettings;
import org.denselab.train.TrainingSet;

/** A model fine-tuned on a task: a chain of checkpoints on one schedule. */
public final class TrainStage {
  private static final int VERSION = 2;

  private TrainStage() {}

  /**
   * What a model is trained on.
   *
   * @param split of a collection; pairs have one only
   * @param negatives the stage that mined them, null for none
   * @param keep hard negatives of a query in a row
   * @param fraction share of the examples
   */
  public record Material(
      Dataset data,
      String split,
      Stage negatives,
      int keep,
      double fraction,
      Task task,
      Templates texts) {}

  public static Stage of(
      String title,
      ModelAt start,
      Material material,
      Train train,
      Tuning tuning,
      long seed,
      Computing computing,
      Stage.Estimate estimate) {
    StageKey key = start.addTo(new StageKey("train", VERSION));
    if (material.negatives() != null) key.input(material.negatives());
    computing.addTo(key);
    return key.with("data", material.data().fingerprint())
        .with("split", material.split())
        .with("keep", material.keep())
        .with("fraction", material.fraction())
        .with("in_batch", material.task().inBatch())
        .with("teacher", material.task().teacher())
        .with("texts", material.texts())
        .with("train", train)
        .with("tuning", tuning)
        .with("seed", seed)
        .costing(estimate)
        .stage(
            title,
            (out, workplace) -> {
              try (var model =
                  ModelFolder.read(start.folder(workplace))
                      .with(material.texts().query(), material.texts().passage())) {
                tune(model, tuning, seed);
                var set = set(model, material, workplace, seed);
                return train(model, set, material, train, tuning, seed, computing, workplace, out);
              }
            });
  }

  /** The folder of a checkpoint in the stage's output. */
  public static String checkpoint(int step) {
    return Course.checkpoint(step);
  }

  private static void tune(Model model, Tuning tuning, long seed) {
    switch (tuning) {
      case Tuning.None _ -> throw new IllegalStateException("nothing to train");
      case Tuning.Full full ->
          model.program().freeze(name -> full.freeze().stream().anyMatch(name::startsWith));
      case Tuning.Lora lora ->
          model
              .program()
              .lora(new Lora(lora.rank(), lora.alpha(), lora.dropout(), lora.targets(), seed));
    }
  }

  private static double rate(Tuning tuning, Train train) {
    return switch (tuning) {
      case Tuning.None _ -> train.lr();
      case Tuning.Full full -> full.lr();
      case Tuning.Lora lora -> lora.lr();
    };
  }

  /** Triplets are of a query's own negatives, unless the loss asks for those of others. */
  private static boolean inBatch(Task task, Loss loss) {
    return task.inBatch() && !(loss instanceof Loss.Triplet triplet && !triplet.inBatch());
  }

  private static TrainingSet set(
      Model model, Material material, Stage.Workplace workplace, long seed) {
    List<Example> examples =
        switch (material.data()) {
          case Collection data ->
              Examples.of(data, material.split(), negatives(data, material, workplace));
          case Pairs pairs -> pairs.triples();
        };
    if (examples.isEmpty()) throw new BadInput(material.data().name() + " has nothing to train on");
    var query = material.texts().query().bind(model.tokenizer());
    var passage = material.texts().passage().bind(model.tokenizer());
    return new TrainingSet(
        Examples.fraction(examples, material.fraction(), seed),
        text -> query.apply(text).ids(),
        text -> passage.apply(text).ids(),
        switch (material.task().teacher()) {
          case REFUSE -> Teacher.REFUSE;
          case USE -> Teacher.KL;
        });
  }

  /** Those that were mined, else those that the data brings along. */
  private static Map<String, List<String>> negatives(
      Collection data, Material material, Stage.Workplace workplace) {
    if (material.keep() == 0) return Map.of();
    return material.negatives() == null
        ? data.negatives(material.split())
        : Examples.negatives(NegativesStage.read(workplace.folder(material.negatives())));
  }

  private static String train(
      Model model,
      TrainingSet set,
      Material material,
      Train train,
      Tuning tuning,
      long seed,
      Computing computing,
      Stage.Workplace workplace,
      Path out)
      throws IOException {
    int steps = train.steps();
    var settings =
        new TrainSettings(
            steps,
            train.checkpoints(),
            Recipes.schedule(train.schedule(), rate(tuning, train), train.warmup(), steps),
            Recipes.optimizer(train.optimizer()),
            train.clip().orElse(0.0),
            train.accumulate());
    var sampling =
        new SamplerSettings(
            train.batch(),
            material.keep(),
            inBatch(material.task(), train.loss()),
            true,
            SamplerSettings.LastBatch.DROP,
            seed);
    var batches = new ExampleSampler(set, sampling);
    var ahead = Ahead.of(batches, steps * train.accumulate());
    var memory = computing.plan(model.program().outline(), Encoding.TAP, 0, true, ahead);
    var loss =
        new ContrastiveSettings(
            Encoding.TAP, Recipes.loss(train), memory.way().microBatch(), train.dropout(), seed);
    try (var program = computing.compile(model.program(), Encoding.TAP, memory, ahead)) {
      var objective = new Contrastive(program, batches, loss);
      var course = new Course(settings, objective, model.program().parameters());
      var kept = Kept.in(workplace.kept());
      TrainResult result =
          course.run(kept, folder -> ModelFolder.write(folder, model), workplace.progress());
      course.checkpoints(kept, out);
      List<String> notes = notes(set, material, result);
      notes.addAll(Computing.notes(memory));
      StageNotes.write(out, notes);
      return PretrainStage.left(out, result);
    }
  }

  private static List<String> notes(TrainingSet set, Material material, TrainResult result) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "%,d training queries, %.1f effective negatives a row"
            .formatted(set.size(), result.effectiveNegatives()));
    if (result.masked() > 0)
      notes.add("%,d columns masked as false negatives".formatted(result.masked()));
    if (set.falseNegatives() > 0)
      notes.add(
          "%,d given negatives are positives of their query and were never used"
              .formatted(set.falseNegatives()));
    long fewer = set.withFewerNegatives(material.keep());
    if (fewer > 0)
      notes.add("%,d queries have fewer than %d hard negatives".formatted(fewer, material.keep()));
    return notes;
  }
}
