package org.denselab.study.stage;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.denselab.dsl.Engine;
import org.denselab.dsl.Precision;
import org.denselab.dsl.Study;
import org.denselab.engine.plan.PlanEngine;
import org.denselab.engine.samediff.SameDiffEngine;

/** What computes a study's programs, and in what numbers. */
public record Arithmetic(Engine name, Precision precision) {
  private static final Logger LOG = LogManager.getLogger();
  private static final AtomicBoolean TOLD = new AtomicBoolean();

  public static Arithmetic of(Study study) {
    return new Arithmetic(study.engine(), study.precision());
  }

  /** The engine; says so where this processor cannot compute as it was asked to. */
  org.denselab.engine.Engine engine() {
    return switch (name) {
      case SAMEDIFF -> new SameDiffEngine();
      case PLAN -> {
        PlanEngine plan = plan();
        if (!plan.precision().name().equals(precision.name()) && TOLD.compareAndSet(false, true))
          LOG.warn("precision: {} is not computed: {}", precision, precisionInUse());
        yield plan;
      }
    };
  }

  /** The precision for a reader, and whether this processor has it. */
  public String precisionInUse() {
    boolean has = precision == Precision.FP32 || plan().precision().name().equals(precision.name());
    String name = precision.name().toLowerCase(Locale.ROOT);
    return has ? name : "fp32: this processor has no instructions for products of " + name;
  }

  private PlanEngine plan() {
    return new PlanEngine(org.denselab.engine.Precision.valueOf(precision.name()));
  }

  /** As it is in the keys of stages, where fp32 goes without saying. */
  @Override
  public String toString() {
    return precision == Precision.FP32 ? name.toString() : name + " " + precision;
  }
}
