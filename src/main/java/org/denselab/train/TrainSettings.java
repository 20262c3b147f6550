package org.denselab.train;

import java.util.List;
import java.util.TreeSet;

/**
 * How long and how fast.
 *
 * @param steps updates of the parameters; the schedule's horizon may lie further
 * @param checkpoints steps after which the listener is told, rising, none above {@code steps}
 * @param clip largest L2 norm of all gradients together, 0 for none
 * @param accumulate batches whose gradients are averaged for one update
 */
public record TrainSettings(
    int steps,
    List<Integer> checkpoints,
    Schedule schedule,
    OptimizerSettings optimizer,
    double clip,
    int accumulate) {
  public TrainSettings {
    checkpoints = List.copyOf(checkpoints);
    if (steps < 1 || steps > schedule.horizon())
      throw new IllegalArgumentException(
          steps + " steps in a schedule of " + schedule.horizon() + " steps");
    for (int i = 0; i < checkpoints.size(); i++)
      if (checkpoints.get(i) <= (i == 0 ? 0 : checkpoints.get(i - 1)) || checkpoints.get(i) > steps)
        throw new IllegalArgumentException(
            "checkpoints " + checkpoints + " of " + steps + " steps");
    if (!(clip >= 0)) throw new IllegalArgumentException("clip " + clip);
    if (accumulate < 1) throw new IllegalArgumentException("accumulate " + accumulate);
  }

  /** The part of this run after step {@code from}, with a checkpoint where another part follows. */
  public TrainSettings between(int from, int to) {
    var own =
        new TreeSet<>(checkpoints.stream().filter(step -> step > from && step <= to).toList());
    if (to < steps) own.add(to);
    return new TrainSettings(to, List.copyOf(own), schedule, optimizer, clip, accumulate);
  }

  /** The same run, shorter or longer, with a checkpoint at its end. */
  public TrainSettings endingAt(int step) {
    return new TrainSettings(step, List.of(step), schedule, optimizer, clip, accumulate);
  }
}
