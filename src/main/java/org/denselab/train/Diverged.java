package org.denselab.train;

import java.util.List;

/** A loss or gradient stopped being a number. The parameters are as they were before the step. */
public final class Diverged extends RuntimeException {
  private static final long serialVersionUID = 1;

  Diverged(long step, String what, double rate, List<String> ids) {
    super(
        "step %d: %s (learning rate %.3g); batch: %s%s. Lower the learning rate, or clip"
            .formatted(
                step,
                what,
                rate,
                String.join(", ", ids.subList(0, Math.min(8, ids.size()))),
                ids.size() > 8 ? " and " + (ids.size() - 8) + " more" : ""));
  }
}
