package org.denselab.train;

import java.util.List;

/**
 * A loss or gradient stopped being a number, and the parameters are as they were before the step;
 * or that was so of all runs that there were to choose from.
 */
public final class Diverged extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** That was not made. */
  private final int step;

  Diverged(int step, String what, double rate, List<String> ids) {
    this(
        step,
        "diverged at step %d: %s (learning rate %.3g); batch: %s%s. Lower the learning rate, or clip"
            .formatted(
                step,
                what,
                rate,
                String.join(", ", ids.subList(0, Math.min(8, ids.size()))),
                ids.size() > 8 ? " and " + (ids.size() - 8) + " more" : ""));
  }

  /**
   * @param step 0 where several runs diverged
   * @param what in words that follow the name of what was run
   */
  public Diverged(int step, String what) {
    super(what);
    this.step = step;
  }

  /** The step that was not made, from 1; 0 where several runs diverged. */
  public int step() {
    return step;
  }
}
