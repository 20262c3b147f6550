package org.denselab.study;

import java.util.Optional;
import java.util.function.Function;
import org.denselab.train.Diverged;

/**
 * That a training came to no model, because its loss or a gradient stopped being a number. A run of
 * equal settings would do the same: it is kept as what came of the stage, and not tried again.
 *
 * @param stage kind and title
 * @param step that was not made; 0 where there were several trainings
 * @param why in words that follow the stage's name
 */
public record Divergence(String stage, int step, String why) {
  static Divergence of(String kind, String title, Diverged diverged) {
    return new Divergence(kind + " " + title, diverged.step(), diverged.getMessage());
  }

  /** What a stage cannot be made for: of those that it may do without, it says so itself. */
  static Optional<Divergence> before(Stage stage, Function<Stage, Optional<Divergence>> of) {
    return stage.inputs().stream()
        .filter(input -> !stage.rivals().contains(input))
        .flatMap(input -> of.apply(input).stream())
        .findFirst();
  }

  /** One line for people. */
  public String reason() {
    return stage + " " + why;
  }
}
