package org.denselab.eval.significance;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Student's paired t-test, two-sided. Without any difference, or with a single pair, nothing can be
 * told: p is 1.
 */
public record PairedTTest() implements PairedTest {
  @Override
  public Significance test(double[] differences) {
    int n = differences.length;
    double mean = Arrays.stream(differences).average().orElse(0);
    double squares = Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum();
    if (n < 2 || mean == 0) return new Significance(n, mean, 0, 1);
    double t = mean / Math.sqrt(squares / (n - 1) / n);
    if (Double.isInfinite(t)) return new Significance(n, mean, t, 0);
    return new Significance(
        n, mean, t, 2 * TDistribution.of(n - 1).survivalProbability(Math.abs(t)));
  }
}
