package org.denselab.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.denselab.base.Seeds;
import org.denselab.engine.Gradients;
import org.denselab.graph.Parameter;

/**
 * Several tasks in one run, one task a step, in a seeded order. Every task sees the batches, in
 * their order and with the samples and dropout masks, of a run on it alone: joint and single runs
 * differ in what else is learnt and in nothing else. What a joint training stage will use.
 */
public final class Mixture implements Objective {
  private final List<Task> tasks;
  private final int accumulate;
  private final int[] order;
  private final int[] taken;
  private int batch;

  /**
   * @param objective over a stream of the task's own
   * @param steps of the run; those of the mixture are the sum
   */
  public record Task(String name, Objective objective, int steps) {
    public Task {
      if (steps < 1) throw new IllegalArgumentException(name + ": " + steps + " steps");
    }
  }

  /**
   * @param accumulate batches of a step, as in the run's settings
   * @param seed of the order of tasks
   */
  public Mixture(List<Task> tasks, int accumulate, long seed) {
    this.tasks = List.copyOf(tasks);
    this.accumulate = accumulate;
    this.taken = new int[tasks.size()];
    this.order = order(tasks, seed);
    var names = new HashSet<String>();
    for (Parameter own : ownParameters())
      if (!names.add(own.name()))
        throw new IllegalArgumentException("two tasks bring a parameter " + own.name());
  }

  private static int[] order(List<Task> tasks, long seed) {
    int[] inTurn = new int[tasks.stream().mapToInt(Task::steps).sum()];
    for (int task = 0, at = 0; task < tasks.size(); task++)
      for (int i = 0; i < tasks.get(task).steps(); i++) inTurn[at++] = task;
    int[] places = EpochOrder.shuffled(inTurn.length, Seeds.stream(seed, "order of tasks"));
    int[] order = new int[inTurn.length];
    for (int i = 0; i < order.length; i++) order[i] = inTurn[places[i]];
    return order;
  }

  /** Steps of all tasks together. */
  public int steps() {
    return order.length;
  }

  /** {@code draw} is not used: a task's dropout is numbered as in a run on it alone. */
  @Override
  public Outcome accumulate(long draw, Gradients into) {
    int now = order[batch / accumulate];
    batch++;
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
    if (parts.size() != tasks.size() || to.position() > (long) order.length * accumulate)
      throw new IllegalArgumentException(to + " is of another mixture of tasks");
    for (int i = 0; i < tasks.size(); i++) tasks.get(i).objective().seek(parts.get(i));
    batch = Math.toIntExact(to.position());
    Arrays.fill(taken, 0);
    for (int i = 0; i < batch; i++) taken[order[i / accumulate]]++;
  }
}
