package org.denselab.study.stage;

import java.util.List;
import org.denselab.study.Stage;
import org.denselab.study.StageKey;

/**
 * Models that differ in one thing.
 *
 * @param name task and settings, such as {@code squad bert-4x256}
 * @param base number of the arm that others are held against; -1 where nothing is compared
 */
public record ModelGroup(String name, List<Arm> arms, int base) {
  /** What the backbone as initialised is called. */
  public static final String UNTRAINED = "untrained";

  public ModelGroup {
    arms = List.copyOf(arms);
  }

  /**
   * A model, once a seed.
   *
   * @param name such as {@code full}
   */
  public record Arm(String name, List<Stage> seeds) {
    public Arm {
      seeds = List.copyOf(seeds);
    }
  }

  /** Makes the group part of a stage's key. */
  void addTo(StageKey key) {
    key.with("group", name).with("base", base);
    for (Arm arm : arms) {
      key.with("arm", arm.name());
      arm.seeds().forEach(key::input);
    }
  }
}
