package org.denselab.study.stage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.denselab.dsl.Conflict;
import org.denselab.dsl.Train;
import org.denselab.dsl.Tuning;
import org.denselab.model.Encoders;
import org.denselab.study.Stage;
import org.denselab.study.StageExhibits;
import org.denselab.study.StageKey;
import org.denselab.study.result.Exhibit;
import org.denselab.train.GradientCosines;

/**
 * Whether the tasks of a joint run pull in the same direction, before it and at its checkpoints.
 */
public final class ConflictStage {
  private static final int VERSION = 1;
  private static final String SECTION = "Training";

  private ConflictStage() {}

  /**
   * A model along the run.
   *
   * @param step 0 before it
   */
  public record At(int step, ModelAt model) {}

  /**
   * @param along in the order of steps
   * @param materials one a task
   */
  public static Stage of(
      String title,
      List<At> along,
      List<TrainStage.Material> materials,
      Train train,
      Tuning tuning,
      long seed,
      Computing computing,
      Conflict conflict) {
    var key = new StageKey("conflict", VERSION);
    for (At at : along) at.model().addTo(key.with("step", at.step()));
    for (var material : materials) material.addTo(key.with("task", material.task().name()));
    computing.addTo(key);
    return key.with("train", train)
        .with("tuning", tuning)
        .with("seed", seed)
        .with("conflict", conflict)
        .stage(
            title,
            (out, workplace) -> {
              List<double[][]> cosines = new ArrayList<>();
              for (At at : along)
                try (var encoders = at.model().open(workplace).with(materials.getFirst().texts())) {
                  // an adapter that was trained brings its own; a fresh one has none yet
                  if (at.step() == 0 || tuning instanceof Tuning.Full)
                    Trainee.tune(encoders, tuning, seed);
                  cosines.add(cosines(encoders, materials, train, computing, conflict, workplace));
                }
              List<String> tasks =
                  materials.stream().map(material -> material.task().name()).toList();
              StageExhibits.write(out, exhibits(title, along, tasks, conflict, cosines));
              return "%d models, lowest cosine %.2f"
                  .formatted(along.size(), lowest(cosines.getLast()));
            });
  }

  private static double[][] cosines(
      Encoders encoders,
      List<TrainStage.Material> materials,
      Train train,
      Computing computing,
      Conflict conflict,
      Stage.Workplace workplace)
      throws IOException {
    List<Lesson> lessons = new ArrayList<>();
    List<Trainee.Feed> feeds = new ArrayList<>();
    for (var material : materials) {
      var lesson = Lesson.of(encoders, material, train, conflict.seed(), workplace);
      lessons.add(lesson);
      feeds.add(new Trainee.Feed(lesson.batches(), conflict.batches()));
    }
    try (var trainee = new Trainee(encoders, computing, feeds)) {
      var objectives = lessons.stream().map(lesson -> lesson.withoutDropout(trainee)).toList();
      return GradientCosines.of(objectives, conflict.batches(), trainee.parameters());
    }
  }

  private static double lowest(double[][] cosines) {
    double lowest = 1;
    for (double[] row : cosines) for (double cosine : row) lowest = Math.min(lowest, cosine);
    return lowest;
  }

  private static List<Exhibit> exhibits(
      String title,
      List<At> along,
      List<String> tasks,
      Conflict conflict,
      List<double[][]> cosines) {
    String caption =
        "Cosine between the gradients of two tasks' losses over all trainable parameters, each the mean of %d fixed batches without dropout. Below 0 what helps one task hurts the other; near 0 they have nothing to do with each other."
            .formatted(conflict.batches());
    List<Double> steps = along.stream().map(at -> (double) at.step()).toList();
    List<Exhibit.Line> lines = new ArrayList<>();
    for (int a = 0; a < tasks.size(); a++)
      for (int b = a + 1; b < tasks.size(); b++) {
        int first = a;
        int second = b;
        lines.add(
            Exhibit.Line.of(
                tasks.get(a) + " and " + tasks.get(b),
                steps,
                cosines.stream().map(at -> at[first][second]).toList()));
      }
    double[][] last = cosines.getLast();
    List<List<Double>> values =
        IntStream.range(0, tasks.size())
            .mapToObj(row -> IntStream.range(0, tasks.size()).mapToObj(c -> last[row][c]).toList())
            .toList();
    return List.of(
        new Exhibit.Grid(
            SECTION,
            "Gradients of tasks at step %d: %s".formatted(along.getLast().step(), title),
            caption,
            "task",
            "task",
            tasks,
            tasks,
            values,
            true),
        new Exhibit.Lines(
            SECTION,
            "Gradients of tasks along training: " + title,
            caption,
            "step of the joint run",
            "cosine",
            false,
            lines));
  }
}
