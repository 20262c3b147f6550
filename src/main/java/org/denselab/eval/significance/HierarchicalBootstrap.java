package org.denselab.eval.significance;

import java.util.List;
import java.util.SplittableRandom;
import org.denselab.base.Seeds;

/**
 * The hierarchical bootstrap over seeds and queries. Each resample draws as many seeds as there are
 * with replacement, takes every query's mean over the drawn seeds, then draws as many queries as
 * there are with replacement, and takes their mean. Seeds and queries are crossed, so one draw of
 * queries serves all drawn seeds (the "pigeonhole" bootstrap: McCullagh 2000, Owen 2007); seed x
 * query cells are never drawn on their own, which would take them for independent. Over several
 * tasks the queries are drawn within each, the seeds are shared, and the tasks' means averaged.
 *
 * @param seed of the draws
 */
public record HierarchicalBootstrap(int resamples, long seed) {
  /** The mean difference. */
  public Resampled of(Differences differences) {
    return of(List.of(differences));
  }

  /** The mean over strata, such as tasks, of the mean difference within each. */
  public Resampled of(List<Differences> strata) {
    int seeds = strata.getFirst().seeds();
    if (strata.stream().anyMatch(stratum -> stratum.seeds() != seeds))
      throw new IllegalArgumentException("strata share their seeds");
    SplittableRandom random = Seeds.stream(seed, "hierarchical bootstrap");
    double[] values = new double[resamples];
    double[][] rows = new double[strata.size()][];
    int[] drawn = new int[seeds];
    for (int i = 0; i < strata.size(); i++) rows[i] = new double[strata.get(i).queries()];
    for (int b = 0; b < resamples; b++) {
      for (int s = 0; s < seeds; s++) drawn[s] = random.nextInt(seeds);
      double sum = 0;
      for (int i = 0; i < rows.length; i++) {
        double[] row = averaged(strata.get(i).bySeed(), drawn, rows[i]);
        sum += resampledMean(row, random);
      }
      values[b] = sum / rows.length;
    }
    double estimate = strata.stream().mapToDouble(Differences::mean).average().orElseThrow();
    return Resampled.of(estimate, values, Spread.of(strata));
  }

  private static double[] averaged(double[][] bySeed, int[] drawn, double[] into) {
    if (drawn.length == 1) return bySeed[0];
    System.arraycopy(bySeed[drawn[0]], 0, into, 0, into.length);
    for (int s = 1; s < drawn.length; s++) {
      double[] row = bySeed[drawn[s]];
      for (int q = 0; q < into.length; q++) into[q] += row[q];
    }
    for (int q = 0; q < into.length; q++) into[q] /= drawn.length;
    return into;
  }

  private static double resampledMean(double[] row, SplittableRandom random) {
    double sum = 0;
    for (int i = 0; i < row.length; i++) sum += row[random.nextInt(row.length)];
    return sum / row.length;
  }
}
