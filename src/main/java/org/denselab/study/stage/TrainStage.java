package org.denselab.study.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.denselab.base.Kept;
import org.denselab.data.Dataset;
import org.denselab.dsl.Task;
import org.denselab.dsl.Train;
import org.denselab.dsl.Tuning;
import org.denselab.model.Encoders;
import org.denselab.model.Templates;
import org.denselab.study.Stage;
import org.denselab.study.StageKey;
import org.denselab.study.StageNotes;
import org.denselab.text.Template;
import org.denselab.train.Checkpoint;
import org.denselab.train.Course;
import org.denselab.train.TrainResult;
import org.denselab.train.TrainSettings;
import org.denselab.train.Trainer;

/** A model fine-tuned on a task: a chain of checkpoints on one schedule. */
public final class TrainStage {
  private static final int VERSION = 3;

  private TrainStage() {}

  /**
   * What a model is trained on.
   *
   * @param split of a collection; pairs have one only
   * @param negatives the stage that mined them, null for none
   * @param keep hard negatives of a query in a row
   * @param fraction share of the examples
   * @param instructions of which one is drawn for a query and epoch; none: what the template has
   */
  public record Material(
      Dataset data,
      String split,
      Stage negatives,
      int keep,
      double fraction,
      Task task,
      Templates texts,
      List<String> instructions) {
    /** How a query may be written. */
    List<Template> queries() {
      return instructions.isEmpty()
          ? List.of(texts.query())
          : instructions.stream().map(texts.query()::withInstruction).toList();
    }

    /** Makes the material part of a stage's key. */
    void addTo(StageKey key) {
      if (negatives != null) key.input(negatives);
      key.with("data", data.fingerprint())
          .with("split", split)
          .with("keep", keep)
          .with("fraction", fraction)
          .with("in_batch", task.inBatch())
          .with("teacher", task.teacher())
          .with("texts", texts);
      if (!instructions.isEmpty()) key.with("instructions", instructions);
    }
  }

  public static Stage of(
      String title,
      ModelAt start,
      Material material,
      Setting<Train> train,
      Setting<Tuning> tuning,
      long seed,
      Stretch stretch,
      Computing computing,
      Stage.Estimate estimate) {
    StageKey key = start.addTo(new StageKey("train", VERSION));
    material.addTo(key);
    computing.addTo(key);
    stretch.addTo(key);
    train.addTo(key, "train");
    tuning.addTo(key, "tuning");
    return key.with("seed", seed)
        .costing(estimate)
        .stage(
            stretch.title(title),
            (out, workplace) -> {
              try (var encoders = start.open(workplace).with(material.texts())) {
                Tuning tuned = tuning.in(workplace);
                Trainee.tune(encoders, tuned, seed);
                var lesson = Lesson.of(encoders, material, train.in(workplace), seed, workplace);
                return train(encoders, lesson, tuned, stretch, computing, workplace, out);
              }
            });
  }

  /** The folder of a checkpoint in the stage's output. */
  public static String checkpoint(int step) {
    return Course.checkpoint(step);
  }

  private static double rate(Tuning tuning, Train train) {
    return switch (tuning) {
      case Tuning.None _ -> train.lr();
      case Tuning.Full full -> full.lr();
      case Tuning.Lora lora -> lora.lr();
    };
  }

  /** What a reader must know to repeat the course. */
  static String course(TrainSettings settings, Train train) {
    var schedule = settings.schedule();
    return "%,d steps, learning rate to %s over %,d steps, then %s"
        .formatted(
            settings.steps(),
            Double.toString(schedule.peak()).replace('E', 'e'), // as YAML has it
            schedule.warmup(),
            switch (train.schedule()) {
              case LINEAR -> "on a line to 0 at step %,d".formatted(schedule.horizon());
              case CONSTANT -> "constant";
            });
  }

  private static String train(
      Encoders encoders,
      Lesson lesson,
      Tuning tuning,
      Stretch stretch,
      Computing computing,
      Stage.Workplace workplace,
      Path out)
      throws IOException {
    Train train = lesson.train();
    var run = settings(train, tuning, train.steps(), 1, train.accumulate());
    // of the whole run: how it stays within its memory must not depend on where it is cut
    int batches = train.steps() * train.accumulate();
    try (var trainee =
        new Trainee(encoders, computing, List.of(new Trainee.Feed(lesson.batches(), batches)))) {
      var objective = lesson.objective(trainee);
      var course = new Course(stretch.of(run), objective, trainee.parameters());
      var kept = Kept.in(workplace.kept());
      TrainResult result =
          course.run(
              trainer -> goOn(encoders, stretch, run, trainer, workplace),
              kept,
              encoders::write,
              workplace.progress());
      course.results(kept, out);
      stretch.earlier(run, workplace, out);
      if (!stretch.last()) return PretrainStage.paced(out, result);
      List<String> notes = lesson.notes(result.effectiveNegatives(), result.masked());
      notes.add(course(run, train));
      notes.addAll(Computing.notes(trainee.memory()));
      StageNotes.write(out, notes);
      return PretrainStage.left(out, result);
    }
  }

  /** Weights, moments and the place in the data where the stretch before ended. */
  private static void goOn(
      Encoders encoders,
      Stretch stretch,
      TrainSettings run,
      Trainer trainer,
      Stage.Workplace workplace)
      throws IOException {
    if (stretch.before().isEmpty()) return;
    Stage before = stretch.before().get();
    String step = checkpoint(stretch.from());
    try (var reached = ModelAt.made(before, step, !encoders.isShared()).open(workplace)) {
      encoders.takeTrained(reached);
    }
    Checkpoint.resume(workplace.folder(before).resolve(step), stretch.ofBefore(run), trainer);
  }

  /**
   * The loop's settings.
   *
   * @param times how often longer the run is than {@code train.steps}: its warm-up and checkpoints
   *     are that much later
   * @param accumulate batches of a step
   */
  static TrainSettings settings(Train train, Tuning tuning, int steps, int times, int accumulate) {
    return new TrainSettings(
        steps,
        train.checkpoints().stream().map(step -> step * times).toList(),
        Recipes.schedule(train.schedule(), rate(tuning, train), train.warmup() * times, steps),
        Recipes.optimizer(train.optimizer()),
        train.clip().orElse(0.0),
        accumulate);
  }
}
