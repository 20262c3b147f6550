package org.denselab.train;

import java.util.Arrays;
import org.denselab.base.Seeds;

/**
 * Which task each batch of a run over several is of.
 *
 * @param byBatch number of the task, first batch first
 * @param batchesAStep batches whose gradients are averaged for one update
 */
@SuppressWarnings("ArrayRecordComponent") // a sequence to walk along; nobody writes to it
public record TaskOrder(int[] byBatch, int batchesAStep) {
  public TaskOrder {
    if (batchesAStep < 1 || byBatch.length == 0 || byBatch.length % batchesAStep != 0)
      throw new IllegalArgumentException(
          byBatch.length + " batches in steps of " + batchesAStep + " batches");
  }

  /**
   * One task a step, shuffled.
   *
   * @param steps of each task
   * @param accumulate batches of a step
   */
  public static TaskOrder oneAStep(int[] steps, int accumulate, long seed) {
    int[] inTurn = new int[Arrays.stream(steps).sum()];
    for (int task = 0, at = 0; task < steps.length; task++)
      Arrays.fill(inTurn, at, at += steps[task], task);
    int[] places = EpochOrder.shuffled(inTurn.length, Seeds.stream(seed, "order of tasks"));
    int[] order = new int[inTurn.length * accumulate];
    for (int i = 0; i < order.length; i++) order[i] = inTurn[places[i / accumulate]];
    return new TaskOrder(order, accumulate);
  }

  /**
   * Every task in every step.
   *
   * @param accumulate batches of each task in a step
   */
  public static TaskOrder allInEach(int tasks, int steps, int accumulate) {
    int[] order = new int[tasks * steps * accumulate];
    for (int i = 0; i < order.length; i++) order[i] = i / accumulate % tasks;
    return new TaskOrder(order, tasks * accumulate);
  }

  /** Updates of the parameters. */
  public int steps() {
    return byBatch.length / batchesAStep;
  }

  /** Batches of a task. */
  public int batches(int task) {
    return (int) Arrays.stream(byBatch).filter(t -> t == task).count();
  }

  /**
   * Whole numbers in proportion to weights, by largest remainders; ties go to the first.
   *
   * @param weights none negative, not all 0
   * @param total what the numbers sum to
   */
  public static int[] shares(double[] weights, int total) {
    double sum = Arrays.stream(weights).sum();
    int[] shares = new int[weights.length];
    double[] remainders = new double[weights.length];
    for (int i = 0; i < weights.length; i++) {
      double exact = total * weights[i] / sum;
      shares[i] = (int) exact;
      remainders[i] = exact - shares[i];
    }
    for (int left = total - Arrays.stream(shares).sum(); left > 0; left--) {
      int most = 0;
      for (int i = 1; i < remainders.length; i++) if (remainders[i] > remainders[most]) most = i;
      shares[most]++;
      remainders[most] = -1;
    }
    return shares;
  }
}
