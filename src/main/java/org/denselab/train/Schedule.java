package org.denselab.train;

import org.denselab.base.BadInput;

/**
 * The learning rate over a run of {@code horizon} steps: linear warm-up, then constant or linear
 * decay to zero. The horizon is part of what a checkpoint is: step 100 of 3,700 is not a run of 100
 * steps, unless the rate is constant.
 *
 * @param decay last steps, in which a constant rate falls to zero on a line
 */
public record Schedule(Kind kind, double peak, int warmup, int horizon, int decay) {
  /** The horizon of a rate that stays. */
  public static final int NEVER = Integer.MAX_VALUE;

  public Schedule(Kind kind, double peak, int warmup, int horizon) {
    this(kind, peak, warmup, horizon, 0);
  }

  public Schedule {
    if (!(peak > 0)) throw new IllegalArgumentException("learning rate " + peak);
    if (horizon < 1 || warmup < 0)
      throw new IllegalArgumentException(warmup + " of " + horizon + " steps");
    if (warmup > horizon)
      throw new BadInput(
          "a warm-up of %d steps is longer than the run of %d; lower warmup"
              .formatted(warmup, horizon));
    if (decay < 0 || (decay > 0 && (kind != Kind.CONSTANT || decay > horizon - warmup)))
      throw new IllegalArgumentException(decay + " steps of decay in " + horizon);
  }

  /** What follows the warm-up. */
  public enum Kind {
    CONSTANT,
    LINEAR
  }

  /** The rate of the update that ends step {@code step}, counted from 0. */
  public double rate(long step) {
    // (step + 1): an update at rate zero would be wasted
    if (step < warmup) return peak * (step + 1) / warmup;
    return switch (kind) {
      case CONSTANT -> step < horizon - decay ? peak : peak * Math.max(0, horizon - step) / decay;
      case LINEAR -> peak * Math.max(0, horizon - step) / (horizon - warmup);
    };
  }
}
