package org.denselab.study.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.denselab.base.BadInput;
import org.denselab.base.Kept;
import org.denselab.dsl.Mixture;
import org.denselab.dsl.TaskWeights;
import org.denselab.dsl.Train;
import org.denselab.dsl.Tuning;
import org.denselab.model.Encoders;
import org.denselab.study.Stage;
import org.denselab.study.StageExhibits;
import org.denselab.study.StageKey;
import org.denselab.study.StageNotes;
import org.denselab.train.BatchCounts;
import org.denselab.train.Course;
import org.denselab.train.TaskOrder;
import org.denselab.train.TrainResult;
import org.denselab.train.TrainSettings;

/** One model fine-tuned on several tasks: a chain of checkpoints on one schedule. */
public final class JointStage {
  private static final int VERSION = 1;

  private JointStage() {}

  /**
   * @param materials one a task
   */
  public static Stage of(
      String title,
      ModelAt start,
      List<TrainStage.Material> materials,
      Mixture mixture,
      Setting<Train> train,
      Setting<Tuning> tuning,
      long seed,
      Computing computing,
      Stage.Estimate estimate) {
    StageKey key = start.addTo(new StageKey("joint", VERSION));
    for (var material : materials) material.addTo(key.with("task", material.task().name()));
    computing.addTo(key);
    key.with("mixture", mixture);
    train.addTo(key, "train");
    tuning.addTo(key, "tuning");
    return key.with("seed", seed)
        .costing(estimate)
        .stage(
            title,
            (out, workplace) -> {
              var texts = materials.getFirst().texts();
              try (var encoders = start.open(workplace).with(texts)) {
                Tuning tuned = tuning.in(workplace);
                Trainee.tune(encoders, tuned, seed);
                return new Run(
                        title, materials, mixture, train.in(workplace), tuned, seed, computing)
                    .into(encoders, out, workplace);
              }
            });
  }

  /**
   * How many steps a joint run has for one of {@code train.steps}: its warm-up and checkpoints are
   * that much later.
   */
  public static int times(Mixture mixture, int tasks) {
    return mixture instanceof Mixture.Joint joint && joint.match() == Mixture.Match.EXAMPLES
        ? tasks
        : 1;
  }

  /** The stage's settings. */
  private record Run(
      String title,
      List<TrainStage.Material> materials,
      Mixture mixture,
      Train train,
      Tuning tuning,
      long seed,
      Computing computing) {

    String into(Encoders encoders, Path out, Stage.Workplace workplace) throws IOException {
      List<Lesson> lessons = new ArrayList<>();
      for (var material : materials)
        lessons.add(Lesson.of(encoders, material, train, seed, workplace));
      TaskOrder order = order(lessons);
      TrainSettings settings =
          TrainStage.settings(
              train, tuning, order.steps(), times(mixture, materials.size()), order.batchesAStep());
      List<Trainee.Feed> feeds = new ArrayList<>();
      for (int i = 0; i < lessons.size(); i++)
        feeds.add(new Trainee.Feed(lessons.get(i).batches(), order.batches(i)));
      List<String> notes = notes(lessons, order);
      notes.add(TrainStage.course(settings, train));
      try (var trainee = new Trainee(encoders, computing, feeds)) {
        notes.addAll(Computing.notes(trainee.memory()));
        List<org.denselab.train.Mixture.Task> tasks = new ArrayList<>();
        for (Lesson lesson : lessons)
          tasks.add(new org.denselab.train.Mixture.Task(lesson.name(), lesson.objective(trainee)));
        var objective = new org.denselab.train.Mixture(tasks, order);
        var course = new Course(settings, objective, trainee.parameters());
        var kept = Kept.in(workplace.kept());
        TrainResult result =
            course.run(kept, folder -> encoders.write(folder, made()), workplace.progress());
        course.results(kept, out);
        StageNotes.write(out, notes);
        if (order.batchesAStep() == train.accumulate())
          StageExhibits.write(
              out, TaskLosses.exhibits(title, names(lessons), order, result.losses()));
        return PretrainStage.left(out, result);
      }
    }

    private TaskOrder order(List<Lesson> lessons) {
      return switch (mixture) {
        case Mixture.Single _ -> throw new IllegalStateException("one model a task");
        case Mixture.Mixed _ ->
            TaskOrder.allInEach(lessons.size(), train.steps(), train.accumulate());
        case Mixture.Joint joint ->
            TaskOrder.oneAStep(steps(joint, lessons), train.accumulate(), seed);
      };
    }

    private int[] steps(Mixture.Joint joint, List<Lesson> lessons) {
      double[] weights = lessons.stream().mapToDouble(lesson -> weight(joint, lesson)).toArray();
      int[] steps = TaskOrder.shares(weights, train.steps() * times(joint, lessons.size()));
      for (int i = 0; i < steps.length; i++)
        if (steps[i] == 0)
          throw new BadInput(
              "task %s gets none of %,d steps; raise train.steps, or its share in mixture.weights"
                  .formatted(lessons.get(i).name(), train.steps()));
      return steps;
    }

    private static double weight(Mixture.Joint joint, Lesson lesson) {
      if (joint.match() == Mixture.Match.EXAMPLES) return 1;
      return switch (joint.weights().orElse(new TaskWeights.Proportional())) {
        case TaskWeights.Proportional _ -> lesson.set().size();
        case TaskWeights.Equal _ -> 1;
        case TaskWeights.Temperature(double t) -> Math.pow(lesson.set().size(), 1 / t);
        case TaskWeights.Given(var tasks) -> tasks.get(lesson.name());
      };
    }

    private static List<String> names(List<Lesson> lessons) {
      return lessons.stream().map(Lesson::name).toList();
    }

    private static List<String> notes(List<Lesson> lessons, TaskOrder order) {
      List<String> notes = new ArrayList<>();
      for (int i = 0; i < lessons.size(); i++) {
        Lesson lesson = lessons.get(i);
        int batches = order.batches(i);
        var counts = BatchCounts.of(lesson.batches(), batches);
        notes.add("%s: %,d batches".formatted(lesson.name(), batches));
        for (String note : lesson.notes(counts.effectiveNegatives(), counts.masked()))
          notes.add(lesson.name() + ": " + note);
      }
      return notes;
    }

    /** How each task's texts were written: a folder has room for one task's templates. */
    private Map<String, String> made() {
      Map<String, String> made = new LinkedHashMap<>();
      for (var material : materials)
        made.put("task " + material.task().name(), material.texts().toString());
      return made;
    }
  }
}
