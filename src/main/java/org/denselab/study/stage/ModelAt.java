package org.denselab.study.stage;

import java.nio.file.Path;
import org.denselab.study.Stage;
import org.denselab.study.StageKey;

/** Where a model folder lies: in the output of a stage, or where the user has it. */
public sealed interface ModelAt {
  /**
   * @param within a folder of the stage's output, empty for the output itself
   */
  record Made(Stage stage, String within) implements ModelAt {}

  /**
   * @param fingerprint SHA-256 over its files
   */
  record Given(Path folder, String fingerprint) implements ModelAt {}

  /** Makes the model part of a stage's key. */
  default StageKey addTo(StageKey key) {
    return switch (this) {
      case Made(var stage, var within) -> key.input(stage).with("within", within);
      case Given(_, var fingerprint) -> key.with("model", fingerprint);
    };
  }

  default Path folder(Stage.Workplace workplace) {
    return switch (this) {
      case Made(var stage, var within) -> workplace.folder(stage).resolve(within);
      case Given(var folder, _) -> folder;
    };
  }
}
