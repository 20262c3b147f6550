package org.denselab.engine;

import static org.assertj.core.api.Assumptions.assumeThat;

import org.denselab.base.BadInput;
import org.denselab.engine.plan.PlanEngine;
import org.denselab.engine.plan.onednn.OneDnn;
import org.denselab.engine.samediff.SameDiffEngine;
import org.denselab.graph.Program;

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
      return whereItHasKernels(new PlanEngine());
    }
  };

  /** Skips what the plan refuses by name. */
  private static Engine whereItHasKernels(Engine plan) {
    return new Engine() {
      @Override
      public String name() {
        return plan.name();
      }

      @Override
      public Executable compile(Program program, Request request) {
        try {
          return plan.compile(program, request);
        } catch (BadInput e) {
          assumeThat(e).message().doesNotContain("has no kernel for");
          throw e;
        }
      }
    };
  }

  public abstract Engine engine();
}
