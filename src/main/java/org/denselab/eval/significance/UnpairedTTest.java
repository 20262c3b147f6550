package org.denselab.eval.significance;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Student's t-test of two samples with one variance, two-sided: scipy's {@code ttest_ind}. For what
 * was published with it; outcomes on the same queries want a {@link PairedTest}.
 */
public final class UnpairedTTest {
  private UnpairedTTest() {}

  /** p that both samples have one mean; 1 where neither varies. */
  public static double p(double[] a, double[] b) {
    int freedom = a.length + b.length - 2;
    double pooled =
        ((a.length - 1) * Spread.variance(a) + (b.length - 1) * Spread.variance(b)) / freedom;
    double error = Math.sqrt(pooled * (1.0 / a.length + 1.0 / b.length));
    double difference = Spread.mean(a) - Spread.mean(b);
    if (error == 0) return difference == 0 ? 1 : 0;
    return 2 * TDistribution.of(freedom).survivalProbability(Math.abs(difference / error));
  }
}
