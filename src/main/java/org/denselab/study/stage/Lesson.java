package org.denselab.study.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.denselab.base.BadInput;
import org.denselab.data.Collection;
import org.denselab.data.Example;
import org.denselab.data.Pairs;
import org.denselab.dsl.Loss;
import org.denselab.dsl.Task;
import org.denselab.dsl.Train;
import org.denselab.model.Encoders;
import org.denselab.study.Stage;
import org.denselab.text.Template;
import org.denselab.text.TokenizedText;
import org.denselab.train.ExampleSampler;
import org.denselab.train.Objective;
import org.denselab.train.SamplerSettings;
import org.denselab.train.Teacher;
import org.denselab.train.TrainingSet;

/** A task as a model learns it: its examples, their batches, its loss. */
record Lesson(
    TrainStage.Material material, TrainingSet set, ExampleSampler batches, Train train, long seed) {

  static Lesson of(
      Encoders encoders,
      TrainStage.Material material,
      Train train,
      long seed,
      Stage.Workplace workplace) {
    List<Example> examples =
        switch (material.data()) {
          case Collection data ->
              Examples.of(data, material.split(), negatives(data, material, workplace));
          case Pairs pairs -> pairs.triples();
        };
    if (examples.isEmpty()) throw new BadInput(material.data().name() + " has nothing to train on");
    List<Function<String, TokenizedText>> queries = new ArrayList<>();
    for (Template template : material.queries())
      queries.add(template.bind(encoders.query().tokenizer())::apply);
    var passage = material.texts().passage().bind(encoders.passage().tokenizer());
    var set =
        new TrainingSet(
            Examples.fraction(examples, material.fraction(), seed),
            queries,
            passage::apply,
            switch (material.task().teacher()) {
              case REFUSE -> Teacher.REFUSE;
              case USE -> Teacher.KL;
            });
    var sampling =
        new SamplerSettings(
            train.batch(),
            material.keep(),
            inBatch(material.task(), train.loss()),
            true,
            SamplerSettings.LastBatch.DROP,
            seed);
    return new Lesson(material, set, new ExampleSampler(set, sampling), train, seed);
  }

  /** Triplets are of a query's own negatives, unless the loss asks for those of others. */
  private static boolean inBatch(Task task, Loss loss) {
    return task.inBatch() && !(loss instanceof Loss.Triplet triplet && !triplet.inBatch());
  }

  /** Those that were mined, else those that the data brings along. */
  private static Map<String, List<String>> negatives(
      Collection data, TrainStage.Material material, Stage.Workplace workplace) {
    if (material.keep() == 0) return Map.of();
    return material.negatives() == null
        ? data.negatives(material.split())
        : Examples.negatives(NegativesStage.read(workplace.folder(material.negatives())));
  }

  String name() {
    return material.task().name();
  }

  Objective objective(Trainee trainee) {
    return trainee.objective(batches, Recipes.loss(train), train.dropout(), seed);
  }

  /** The loss as it is, for whoever looks at its gradient. */
  Objective withoutDropout(Trainee trainee) {
    return trainee.objective(batches, Recipes.loss(train), false, seed);
  }

  /** What the examples are like. */
  List<String> notes(double effectiveNegatives, long masked) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "%,d training queries, %.1f effective negatives a row"
            .formatted(set.size(), effectiveNegatives));
    if (masked > 0) notes.add("%,d columns masked as false negatives".formatted(masked));
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
