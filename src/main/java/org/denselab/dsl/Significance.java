package org.denselab.dsl;

import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;

/** The test of differences. */
public record Significance(
    @Default("t") @Doc("the test of paired differences") Test test,
    @Default("holm") @Doc("over all p-values of a table") Correction correction) {
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
