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
import org.denselab.engine.plan.ProductLibrary;
import org.denselab.engine.samediff.SameDiffEngine;

/** What computes a study's programs, and in what numbers. */
public record Arithmetic(Engine name, Precision precision) {
  private static final Logger LOG = LogManager.getLogger();
  private static final AtomicBoolean TOLD = new AtomicBoolean();
  private static final AtomicBoolean TOLD_PRODUCTS = new AtomicBoolean();
  private static final AtomicBoolean TOLD_ENGINE = new AtomicBoolean();

  /** Of what is rounded in bf16. */
  private static final int VERSION = 2;

  private static final String CUDA = "/org/nd4j/linalg/jcublas/JCublasBackend.class";

  public Arithmetic {
    if (name == Engine.AUTO) throw new IllegalArgumentException("which engine is not chosen yet");
  }

  public static Arithmetic of(Study study) {
    var arithmetic = new Arithmetic(chosen(study.engine()), study.precision());
    arithmetic.tellProducts();
    return arithmetic;
  }

  /** What {@code auto} is here; says so once where it is not the fast one. */
  private static Engine chosen(Engine engine) {
    if (engine != Engine.AUTO) return engine;
    boolean cuda = Arithmetic.class.getResource(CUDA) != null;
    if (ProductLibrary.usual().available() && !cuda) return Engine.PLAN;
    if (TOLD_ENGINE.compareAndSet(false, true))
      LOG.info(
          "engine: samediff, the reference: {}",
          cuda ? "built with -Pcuda" : "engine plan needs " + ProductLibrary.lacking());
    return Engine.SAMEDIFF;
  }

  /** Says once what multiplies for the plan engine where it is not the fast one. */
  private void tellProducts() {
    if (usesOpenBlas() && TOLD_PRODUCTS.compareAndSet(false, true))
      LOG.info(
          "engine: plan, with products by OpenBLAS: {}",
          System.getProperty(ProductLibrary.SETTING) == null
              ? "oneDNN, the faster, has no build for " + ProductLibrary.platform()
              : "-D" + ProductLibrary.SETTING);
  }

  private boolean usesOpenBlas() {
    return name == Engine.PLAN && ProductLibrary.usual() == ProductLibrary.OPENBLAS;
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
    return has ? name : "fp32: " + ProductLibrary.usual().withoutBf16();
  }

  private PlanEngine plan(int threads) {
    return new PlanEngine(threads, org.denselab.engine.Precision.valueOf(precision.name()));
  }

  /** As it is in the keys of stages, where oneDNN and fp32 go without saying. */
  @Override
  public String toString() {
    return name
        + (usesOpenBlas() ? " " + ProductLibrary.OPENBLAS.name() : "")
        + (precision == Precision.FP32 ? "" : " " + precision + " " + VERSION);
  }
}
