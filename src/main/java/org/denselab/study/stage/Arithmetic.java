package org.denselab.study.stage;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.denselab.base.Cores;
import org.denselab.dsl.Engine;
import org.denselab.dsl.Precision;
import org.denselab.dsl.Study;
import org.denselab.engine.plan.PlanEngine;
import org.denselab.engine.plan.onednn.OneDnn;
import org.denselab.engine.samediff.SameDiffEngine;

/** What computes a study's programs, and in what numbers. */
public record Arithmetic(Engine name, Precision precision) {
  private static final Logger LOG = LogManager.getLogger();
  private static final AtomicBoolean TOLD = new AtomicBoolean();
  private static final AtomicBoolean TOLD_ENGINE = new AtomicBoolean();
  private static final String CUDA = "/org/nd4j/linalg/jcublas/JCublasBackend.class";

  public Arithmetic {
    if (name == Engine.AUTO) throw new IllegalArgumentException("which engine is not chosen yet");
  }

  public static Arithmetic of(Study study) {
    return new Arithmetic(chosen(study.engine()), study.precision());
  }

  /** What {@code auto} is here; says so once where it is not the fast one. */
  private static Engine chosen(Engine engine) {
    if (engine != Engine.AUTO) return engine;
    boolean cuda = Arithmetic.class.getResource(CUDA) != null;
    if (OneDnn.available() && !cuda) return Engine.PLAN;
    if (TOLD_ENGINE.compareAndSet(false, true))
      LOG.info(
          "engine: samediff, the reference: {}",
          cuda
              ? "built with -Pcuda"
              : "engine plan needs oneDNN, which has no build for %s on %s"
                  .formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
    return Engine.SAMEDIFF;
  }

  /** The engine; says so where this processor cannot compute as it was asked to. */
  org.denselab.engine.Engine engine() {
    return engine(Cores.share());
  }

  /** The same on so many threads. */
  org.denselab.engine.Engine engine(int threads) {
    PlanEngine plan = plan(threads);
    if (!plan.precision().name().equals(precision.name()) && TOLD.compareAndSet(false, true))
      LOG.warn("precision: {} is not computed: {}", precision, precisionInUse());
    return name == Engine.PLAN ? plan : new SameDiffEngine();
  }

  /** The precision for a reader, and whether this processor has it. */
  public String precisionInUse() {
    boolean has =
        precision == Precision.FP32 || plan(1).precision().name().equals(precision.name());
    String name = precision.name().toLowerCase(Locale.ROOT);
    return has ? name : "fp32: this processor has no instructions for products of " + name;
  }

  private PlanEngine plan(int threads) {
    return new PlanEngine(threads, org.denselab.engine.Precision.valueOf(precision.name()));
  }

  /** As it is in the keys of stages, where fp32 goes without saying. */
  @Override
  public String toString() {
    return precision == Precision.FP32 ? name.toString() : name + " " + precision;
  }
}
