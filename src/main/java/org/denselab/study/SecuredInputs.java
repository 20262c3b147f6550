package org.denselab.study;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.denselab.study.Store.Found;

/**
 * Before an output is used, all its bytes are looked at, once, and those of what it may refer to.
 */
final class SecuredInputs {
  private final Store store;
  private final Set<Stage> looked = new HashSet<>();

  SecuredInputs(Store store) {
    this.store = store;
  }

  /** What is damaged of the outputs that a stage may read and nobody has looked at before. */
  Map<Stage, Found.Damaged> damaged(Stage stage) {
    Map<Stage, Found.Damaged> found = new LinkedHashMap<>();
    stage.inputs().forEach(input -> look(input, found));
    return found;
  }

  private void look(Stage input, Map<Stage, Found.Damaged> found) {
    if (!looked.add(input)) return;
    input.inputs().forEach(before -> look(before, found));
    if (store.verify(input) instanceof Found.Damaged damaged) found.put(input, damaged);
  }
}
