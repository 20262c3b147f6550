package org.denselab.study;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.denselab.study.Store.Found;

/**
 * What the store has of stages. What cannot be made, as it needs a training that diverged, is
 * settled like that training.
 */
record Inventory(Map<Stage, Found> found) {
  /**
   * @param ordered each after its inputs
   */
  static Inventory of(Collection<Stage> ordered, Store store) {
    Map<Stage, Found> found = new LinkedHashMap<>();
    for (Stage stage : ordered)
      found.put(
          stage,
          Divergence.before(stage, input -> divergence(found.get(input)))
              .<Found>map(divergence -> new Found.Diverged(divergence, Optional.empty()))
              .orElseGet(() -> store.find(stage)));
    return new Inventory(found);
  }

  private static Optional<Divergence> divergence(Found found) {
    return found instanceof Found.Diverged(var divergence, _)
        ? Optional.of(divergence)
        : Optional.empty();
  }

  /** Whether there is work left. */
  boolean lacks(Stage stage) {
    return switch (found.get(stage)) {
      case Found.Absent _, Found.Damaged _ -> true;
      case Found.Whole _, Found.Diverged _ -> false;
    };
  }
}
