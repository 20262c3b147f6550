package org.denselab.study.stage;

import java.util.Optional;
import org.denselab.study.Stage;

/**
 * Which part of a pre-training a stage does. A rate that stays after its warm-up does not know how
 * long the run will be: runs of several lengths are stops of one, the trunk, and each stop has a
 * branch of its own in which the rate falls. A rate that falls from the warm-up on knows its end
 * from the start: such a run is whole.
 */
public sealed interface Part {
  /** All of a run. */
  record Whole() implements Part {}

  /**
   * The trunk up to a stop.
   *
   * @param before the trunk up to the stop before, where there is one
   */
  record Trunk(Optional<Stage> before) implements Part {}

  /** The last steps of a run, after its trunk. */
  record Branch(Stage trunk) implements Part {}

  /** Where a trunk leaves its model, with the state to go on from. */
  String STOP = "stop";

  /** The stage whose end this part goes on from. */
  default Optional<Stage> from() {
    return switch (this) {
      case Whole _ -> Optional.empty();
      case Trunk(var before) -> before;
      case Branch(var trunk) -> Optional.of(trunk);
    };
  }
}
