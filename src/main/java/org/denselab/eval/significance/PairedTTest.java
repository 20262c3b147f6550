package org.denselab.eval.significance;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Student's paired t-test, two-sided. Where all differences are the same there is no error to hold
 * them against: p is that of their signs.
 */
public record PairedTTest() implements PairedTest {
  @Override
  public Significance test(double[] differences) {
    int n = differences.length;
    if (Spread.alike(differences)) return Significance.ofSigns(differences);
    double mean = Arrays.stream(differences).average().orElse(0);
    double squares = Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum();
    double t = mean / Math.sqrt(squares / (n - 1) / n);
    return new Significance(
        n, mean, t, 2 * TDistribution.of(n - 1).survivalProbability(Math.abs(t)));
  }
}
