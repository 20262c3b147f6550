package org.denselab.study.stage;

import java.util.ArrayList;
import java.util.List;
import org.denselab.study.result.Exhibit;
import org.denselab.train.TaskOrder;

/** The loss of each task of a joint run. */
final class TaskLosses {
  private static final int POINTS = 60;

  private TaskLosses() {}

  /**
   * Lines of means over equal stretches of a task's steps.
   *
   * @param losses by step, each of one task
   */
  static List<Exhibit> exhibits(
      String title, List<String> tasks, TaskOrder order, double[] losses) {
    List<Exhibit.Line> lines = new ArrayList<>();
    for (int task = 0; task < tasks.size(); task++)
      lines.add(line(tasks.get(task), task, order, losses));
    return List.of(
        new Exhibit.Lines(
            "Training",
            "Loss by task: " + title,
            "The loss of the task's own batches, means over stretches of its steps. Losses of tasks"
                + " are not on one scale: each has its own negatives.",
            "step of the joint run",
            "loss",
            false,
            lines));
  }

  private static Exhibit.Line line(String name, int task, TaskOrder order, double[] losses) {
    List<Integer> steps = new ArrayList<>();
    for (int step = 0; step < losses.length; step++)
      if (order.byBatch()[step * order.batchesAStep()] == task) steps.add(step);
    int stretch = Math.max(1, Math.ceilDiv(steps.size(), POINTS));
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int from = 0; from < steps.size(); from += stretch) {
      var part = steps.subList(from, Math.min(steps.size(), from + stretch));
      x.add(part.getLast() + 1.0);
      y.add(part.stream().mapToDouble(step -> losses[step]).average().orElseThrow());
    }
    return Exhibit.Line.of(name, x, y);
  }
}
