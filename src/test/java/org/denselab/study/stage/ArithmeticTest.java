package org.denselab.study.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.denselab.dsl.Engine;
import org.denselab.dsl.Precision;
import org.denselab.engine.plan.ProductLibrary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What stages' keys hold of the arithmetic, and what readers are told. */
class ArithmeticTest {
  private final String before = System.getProperty(ProductLibrary.SETTING);

  @AfterEach
  void restore() {
    if (before == null) System.clearProperty(ProductLibrary.SETTING);
    else System.setProperty(ProductLibrary.SETTING, before);
  }

  private static Arithmetic with(ProductLibrary products, Engine engine, Precision precision) {
    System.setProperty(ProductLibrary.SETTING, products.spelling());
    return new Arithmetic(engine, precision);
  }

  @Test
  void keysHoldWhatMultipliesButForTheUsual() {
    assertThat(with(ProductLibrary.ONEDNN, Engine.PLAN, Precision.FP32)).hasToString("PLAN");
    assertThat(with(ProductLibrary.ONEDNN, Engine.PLAN, Precision.BF16)).hasToString("PLAN BF16 2");
    assertThat(with(ProductLibrary.OPENBLAS, Engine.PLAN, Precision.FP32))
        .hasToString("PLAN OPENBLAS");
    assertThat(with(ProductLibrary.OPENBLAS, Engine.PLAN, Precision.BF16))
        .hasToString("PLAN OPENBLAS BF16 2");
    assertThat(with(ProductLibrary.OPENBLAS, Engine.SAMEDIFF, Precision.FP32))
        .hasToString("SAMEDIFF");
  }

  @Test
  void openBlasStaysInFp32AndSaysSo() {
    assumeThat(ProductLibrary.OPENBLAS.available()).isTrue();
    var arithmetic = with(ProductLibrary.OPENBLAS, Engine.PLAN, Precision.BF16);
    assertThat(arithmetic.precisionInUse()).isEqualTo("fp32: OpenBLAS has no products of bf16");
    assertThat(arithmetic.engine().name()).isEqualTo("plan");
  }
}
