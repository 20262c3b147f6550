package org.denselab.eval.significance;

import java.util.SplittableRandom;
import org.denselab.base.Seeds;

/**
 * The paired bootstrap test over queries (Efron and Tibshirani 1993, algorithm 16.2; Sakai 2006 in
 * retrieval): the t statistic of the differences among those of resamples whose mean was moved to
 * 0.
 *
 * @param seed of the draws
 */
public record BootstrapTest(int resamples, long seed) implements PairedTest {
  @Override
  public Significance test(double[] differences) {
    int n = differences.length;
    double mean = Spread.mean(differences);
    if (Spread.alike(differences)) return Significance.ofSigns(differences);
    if (mean == 0) return new Significance(n, mean, 0, 1);
    double[] centred = new double[n];
    for (int i = 0; i < n; i++) centred[i] = differences[i] - mean;
    double t = mean / Math.sqrt(Spread.variance(differences) / n);
    SplittableRandom random = Seeds.stream(seed, "bootstrap test");
    double[] drawn = new double[n];
    int far = 1;
    for (int b = 0; b < resamples; b++) {
      for (int i = 0; i < n; i++) drawn[i] = centred[random.nextInt(n)];
      double error = Math.sqrt(Spread.variance(drawn) / n);
      if (Math.abs(Spread.mean(drawn)) >= Math.abs(t) * error) far++;
    }
    return new Significance(n, mean, t, (double) far / (resamples + 1));
  }
}
