package org.denselab.engine;

import static org.assertj.core.api.Assumptions.assumeThat;

import org.denselab.base.Cores;
import org.denselab.engine.plan.PlanEngine;
import org.denselab.engine.plan.ProductLibrary;
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
      return plan(ProductLibrary.ONEDNN);
    }
  },
  PLAN_OPENBLAS {
    @Override
    public Engine engine() {
      return plan(ProductLibrary.OPENBLAS);
    }
  };

  private static Engine plan(ProductLibrary products) {
    assumeThat(products.available()).as("no build of %s for this platform", products).isTrue();
    return new PlanEngine(Cores.share(), Precision.FP32, products);
  }

  public abstract Engine engine();
}
