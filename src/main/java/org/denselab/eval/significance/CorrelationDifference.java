package org.denselab.eval.significance;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.denselab.base.Seeds;

/**
 * Whether one system's values follow human scores more closely than another's: the paired bootstrap
 * over pairs. Every resample draws pairs, the same for both systems and all seeds, and computes all
 * correlations anew, ranks included; means are over seeds.
 *
 * @param gold a score a pair
 * @param system a row a seed, a column a pair, and {@code baseline} likewise
 * @param ranked true for Spearman, false for Pearson
 */
public record CorrelationDifference(
    double[] gold, double[][] system, double[][] baseline, boolean ranked) {
  /** What came out, and p of the pairs with the seeds as they are. */
  public record Outcome(Resampled resampled, Significance test) {}

  /**
   * @param resamples of each of two bootstraps: over seeds and pairs for the interval, over pairs
   *     for p
   */
  public Outcome resample(int resamples, long seed) {
    var reference = variable(gold);
    ResampledVariable[] after = variables(system);
    ResampledVariable[] before = variables(baseline);
    int seeds = system.length;
    int pairs = gold.length;
    SplittableRandom random = Seeds.stream(seed, "correlation bootstrap");
    double[] values = new double[resamples];
    double[] fixed = new double[resamples];
    for (int b = 0; b < resamples; b++) {
      int[] counts = new int[pairs];
      for (int i = 0; i < pairs; i++) counts[random.nextInt(pairs)]++;
      double[] bySeed = differences(reference, after, before, counts);
      for (int s = 0; s < seeds; s++) {
        fixed[b] += bySeed[s] / seeds;
        values[b] += bySeed[random.nextInt(seeds)] / seeds;
      }
    }
    var pseudo = jackknife(reference, after, before);
    double estimate = Spread.mean(differences(reference, after, before, ones(pairs)));
    var spread = Spread.of(List.of(pseudo));
    int far = 1;
    for (double value : fixed) if (Math.abs(value - estimate) >= Math.abs(estimate)) far++;
    double p = estimate == 0 ? 1 : (double) far / (resamples + 1);
    return new Outcome(
        Resampled.of(estimate, values, spread), new Significance(pairs, estimate, estimate, p));
  }

  /**
   * Tukey's pseudo-values: the correlation's difference as a mean over pairs, for its spread by
   * seeds and pairs.
   */
  public Differences pseudoValues() {
    return jackknife(variable(gold), variables(system), variables(baseline));
  }

  private static Differences jackknife(
      ResampledVariable gold, ResampledVariable[] after, ResampledVariable[] before) {
    int pairs = gold.size();
    double[][] pseudo = new double[after.length][pairs];
    int[] counts = ones(pairs);
    double[] whole = differences(gold, after, before, counts);
    for (int i = 0; i < pairs; i++) {
      counts[i] = 0;
      double[] without = differences(gold, after, before, counts);
      counts[i] = 1;
      for (int s = 0; s < without.length; s++)
        pseudo[s][i] = pairs * whole[s] - (pairs - 1) * without[s];
    }
    return new Differences(pseudo, 2);
  }

  private static double[] differences(
      ResampledVariable gold, ResampledVariable[] after, ResampledVariable[] before, int[] counts) {
    double[] reference = gold.values(counts);
    double[] differences = new double[after.length];
    for (int s = 0; s < differences.length; s++) {
      differences[s] = correlation(reference, after[s].values(counts), counts);
      differences[s] -= correlation(reference, before[s].values(counts), counts);
    }
    return differences;
  }

  private static double correlation(double[] x, double[] y, int[] counts) {
    double n = 0;
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < counts.length; i++) {
      n += counts[i];
      meanX += counts[i] * x[i];
      meanY += counts[i] * y[i];
    }
    meanX /= n;
    meanY /= n;
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < counts.length; i++) {
      double dx = x[i] - meanX;
      double dy = y[i] - meanY;
      xy += counts[i] * dx * dy;
      xx += counts[i] * dx * dx;
      yy += counts[i] * dy * dy;
    }
    return xx == 0 || yy == 0 ? 0 : xy / Math.sqrt(xx) / Math.sqrt(yy);
  }

  private ResampledVariable[] variables(double[][] bySeed) {
    return Arrays.stream(bySeed).map(this::variable).toArray(ResampledVariable[]::new);
  }

  private ResampledVariable variable(double[] values) {
    return new ResampledVariable(values, ranked);
  }

  private static int[] ones(int size) {
    int[] ones = new int[size];
    Arrays.fill(ones, 1);
    return ones;
  }
}
