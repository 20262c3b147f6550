package org.denselab.dsl;

import java.util.Optional;
import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Range;

/** The test of differences. */
public record Significance(
    @Default("randomization")
        @Doc("how p is made from the differences of the queries, each a mean over the seeds")
        Test test,
    @Default("10000")
        @Range(min = 100)
        @Doc("resamples of the hierarchical bootstrap and of the test")
        int resamples,
    @Default("0.05")
        @Range(above = 0, below = 0.5)
        @Doc("false alarms that are accepted: 0.05 for intervals of 95 % and p under .05")
        double level,
    @Default("holm") @Doc("over all p-values of a table") Correction correction,
    @Default("none")
        @Range(above = 0)
        @Doc("the smallest difference that matters, for claims of no difference")
        Optional<Double> margin) {
  /** The test of paired differences. */
  public enum Test {
    @Doc("Fisher's randomisation of signs")
    RANDOMIZATION,
    @Doc("paired t-test")
    T,
    @Doc("paired bootstrap of the t statistic")
    BOOTSTRAP
  }

  /** What many comparisons cost. */
  public enum Correction {
    @Doc("Holm's step-down")
    HOLM,
    @Doc("p as it is")
    NONE
  }
}
