package org.denselab.dsl;

import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Range;

/** The test of differences. */
public record Significance(
    @Default("t") @Doc("the test of paired differences") Test test,
    @Default("holm") @Doc("over all p-values of a table") Correction correction,
    @Default("0.05") @Range(above = 0, below = 1) @Doc("p below which a difference is marked")
        double alpha) {
  /** The test of paired differences. */
  public enum Test {
    @Doc("paired t-test over queries")
    T
  }

  /** What many comparisons cost. */
  public enum Correction {
    @Doc("Holm's step-down")
    HOLM,
    @Doc("p as it is")
    NONE
  }
}
