package org.denselab.study.stage;

import org.denselab.dsl.Engine;
import org.denselab.engine.plan.PlanEngine;
import org.denselab.engine.samediff.SameDiffEngine;

/** The engines that a study can name. */
final class Engines {
  private Engines() {}

  static org.denselab.engine.Engine of(Engine name) {
    return switch (name) {
      case SAMEDIFF -> new SameDiffEngine();
      case PLAN -> new PlanEngine();
    };
  }
}
