package org.denselab.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.denselab.engine.Gradients;
import org.denselab.graph.Parameter;

/**
 * Several tasks in one run. A batch is of one task, and every task sees the batches, in their order
 * and with the samples and dropout masks, of a run on it alone: joint and single runs differ in
 * what else is learnt and in nothing else.
 */
public final class Mixture implements Objective {
  private final List<Task> tasks;
  private final TaskOrder order;
  private final int[] taken;
  private int batch;

  /**
   * @param objective over a stream of the task's own
   */
  public record Task(String name, Objective objective) {}

  public Mixture(List<Task> tasks, TaskOrder order) {
    this.tasks = List.copyOf(tasks);
    this.order = order;
    this.taken = new int[tasks.size()];
    var names = new HashSet<String>();
    for (Parameter own : ownParameters())
      if (!names.add(own.name()))
        throw new IllegalArgumentException("two tasks bring a parameter " + own.name());
  }

  /** {@code draw} is not used: a task's dropout is numbered as in a run on it alone. */
  @Override
  public Outcome accumulate(long draw, Gradients into) {
    int now = order.byBatch()[batch++];
    Task task = tasks.get(now);
    Outcome outcome = task.objective().accumulate(taken[now]++, into);
    return new Outcome(
        outcome.loss(),
        outcome.ids().stream().map(id -> task.name() + " " + id).toList(),
        outcome.tokens(),
        outcome.effectiveNegatives(),
        outcome.masked());
  }

  @Override
  public List<Parameter> ownParameters() {
    return tasks.stream().flatMap(task -> task.objective().ownParameters().stream()).toList();
  }

  @Override
  public Cursor cursor() {
    return new Cursor(0, batch, tasks.stream().map(task -> task.objective().cursor()).toList());
  }

  @Override
  public void seek(Cursor to) {
    var parts = new ArrayList<>(to.parts());
    if (to.equals(Cursor.START)) for (int i = 0; i < tasks.size(); i++) parts.add(Cursor.START);
    if (parts.size() != tasks.size() || to.position() > order.byBatch().length)
      throw new IllegalArgumentException(to + " is of another mixture of tasks");
    for (int i = 0; i < tasks.size(); i++) tasks.get(i).objective().seek(parts.get(i));
    batch = Math.toIntExact(to.position());
    Arrays.fill(taken, 0);
    for (int i = 0; i < batch; i++) taken[order.byBatch()[i]]++;
  }
}
