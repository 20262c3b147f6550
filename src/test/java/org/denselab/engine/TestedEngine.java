package org.denselab.engine;

import static org.assertj.core.api.Assumptions.assumeThat;

import org.denselab.engine.plan.PlanEngine;
import org.denselab.engine.plan.onednn.OneDnn;
import org.denselab.engine.samediff.SameDiffEngine;

/** What holds for every engine is tested with each of these. */
public enum TestedEngine {
  SAMEDIFF {
    @Override
    public Engine engine() {
      return new SameDiffEngine();
    }
  },
  PLAN {
    @Override
    public Engine engine() {
      assumeThat(OneDnn.available()).as("no build of oneDNN for this platform").isTrue();
      return new PlanEngine();
    }
  };

  public abstract Engine engine();
}
