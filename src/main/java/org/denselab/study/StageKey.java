package org.denselab.study;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.denselab.base.Sha256;

/**
 * Gathers what a stage's output depends on: its kind and the version of its code, the settings that
 * it reads, the fingerprints of its data, the keys of its inputs. Not the thread count.
 */
public final class StageKey {
  private final String kind;
  private final Sha256 hash = new Sha256();
  private final List<Stage> inputs = new ArrayList<>();
  private final Set<Stage> needed = new HashSet<>();
  private boolean rivals;
  private Stage.Estimate estimate = Stage.Estimate.LITTLE;

  /**
   * @param version raised whenever the stage's code changes what it writes
   */
  public StageKey(String kind, int version) {
    this.kind = kind;
    hash.add(kind).add(Integer.toString(version));
  }

  /** A setting, by name; records print their components, so a record of settings is one setting. */
  public StageKey with(String name, Object value) {
    hash.add(name).add(String.valueOf(value));
    return this;
  }

  public StageKey input(Stage stage) {
    hash.add("input").add(stage.key());
    return reading(stage);
  }

  /** A stage whose output saves work and changes no bit of the result; no part of the key. */
  public StageKey goingOnFrom(Stage stage) {
    return reading(stage);
  }

  private StageKey reading(Stage stage) {
    inputs.add(stage);
    if (!rivals) needed.add(stage);
    return this;
  }

  /** Inputs of which some may have diverged, as one of the others is read; keys are the same. */
  public StageKey rivals(Consumer<StageKey> adding) {
    boolean before = rivals;
    rivals = true;
    adding.accept(this);
    rivals = before;
    return this;
  }

  /** What the stage will cost; no part of the key. */
  public StageKey costing(Stage.Estimate estimate) {
    this.estimate = estimate;
    return this;
  }

  public Stage stage(String title, Stage.Work work) {
    Set<Stage> rivals = new HashSet<>(inputs);
    rivals.removeAll(needed);
    return new Stage(kind, title, hash.hex(), inputs, rivals, estimate, work);
  }
}
