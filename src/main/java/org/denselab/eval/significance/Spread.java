package org.denselab.eval.significance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The squared standard error of a mean difference in two parts, each with its own degrees of
 * freedom, from the two-way analysis of variance of {@link Differences} (seeds and queries crossed,
 * both random).
 *
 * @param seedPart what would be different with other seeds; 0 for a single seed, where it cannot be
 *     known
 * @param seedFreedom seeds less one
 * @param queryPart what would be different with other queries
 * @param queryFreedom queries less one, of the smallest stratum
 * @param alike strata whose queries all have the same difference, of which no variance is known
 */
public record Spread(
    double seedPart, int seedFreedom, double queryPart, int queryFreedom, List<Alike> alike) {
  /** Values no further apart differ by rounding alone. */
  static final double ROUNDING = 1e-9;

  /**
   * Queries with one and the same difference. That none is otherwise leaves room for a share of
   * others: below 3/n with 95 % confidence (the "rule of three": Hanley and Lippman-Hand 1983).
   *
   * @param reach how far the mean would be moved if every query were as far off as can be
   */
  public record Alike(int queries, double reach) {
    /** By the share of others that so many queries would all miss with a chance of {@code tail}. */
    double halfWidth(double tail) {
      return reach * (1 - Math.pow(tail, 1.0 / queries));
    }
  }

  public Spread {
    alike = List.copyOf(alike);
  }

  /** Where queries differ. */
  public Spread(double seedPart, int seedFreedom, double queryPart, int queryFreedom) {
    this(seedPart, seedFreedom, queryPart, queryFreedom, List.of());
  }

  /** That of the mean of the strata's means; the strata share their seeds. */
  public static Spread of(List<Differences> strata) {
    int seeds = strata.getFirst().seeds();
    double[] seedMeans = new double[seeds];
    double queryPart = 0;
    int fewest = Integer.MAX_VALUE;
    List<Alike> alike = new ArrayList<>();
    for (Differences stratum : strata) {
      var parts = Components.of(stratum);
      double share = 1.0 / strata.size();
      queryPart += share * share * parts.query() / stratum.queries();
      if (stratum.alike())
        alike.add(
            new Alike(stratum.queries(), share * (stratum.range() + Math.abs(stratum.mean()))));
      fewest = Math.min(fewest, stratum.queries());
      for (int s = 0; s < seeds; s++) seedMeans[s] += share * mean(stratum.bySeed()[s]);
    }
    double seedPart = seeds == 1 ? 0 : variance(seedMeans) / seeds;
    return new Spread(seedPart, seeds - 1, queryPart, fewest - 1, alike);
  }

  public double standardError() {
    return Math.sqrt(seedPart + queryPart);
  }

  /**
   * Half of an interval's width: each part with the t quantile of its own degrees of freedom, added
   * as squares (Graybill and Wang 1980 for sums of variances; Zou and Donner 2008 for means). One
   * quantile for their sum, by Satterthwaite's degrees of freedom, is too narrow for two and three
   * seeds. Queries that are all alike have a part of their own.
   */
  public double halfWidth(double level) {
    double half = square(reach((1 + level) / 2, 0.5));
    for (Alike stratum : alike) half += square(stratum.halfWidth((1 - level) / 2));
    return Math.sqrt(half);
  }

  /**
   * The difference that a two-sided test at {@code alpha} finds with probability {@code power}; NaN
   * where queries are all alike, as it is not known then.
   */
  public double smallestDifference(double alpha, double power) {
    return alike.isEmpty() ? reach(1 - alpha / 2, power) : Double.NaN;
  }

  private double reach(double confidence, double power) {
    double seeds = seedPart == 0 ? 0 : seedPart * square(quantiles(seedFreedom, confidence, power));
    double queries =
        queryPart == 0 ? 0 : queryPart * square(quantiles(queryFreedom, confidence, power));
    return Math.sqrt(seeds + queries);
  }

  private static double quantiles(int freedom, double confidence, double power) {
    if (freedom < 1) return Double.POSITIVE_INFINITY;
    var t = TDistribution.of(freedom);
    return t.inverseCumulativeProbability(confidence) + t.inverseCumulativeProbability(power);
  }

  private static double square(double x) {
    return x * x;
  }

  /** Whether all values are one, but for rounding; a single one is. */
  static boolean alike(double... values) {
    double least = Arrays.stream(values).min().orElse(0);
    double most = Arrays.stream(values).max().orElse(0);
    return most - least <= ROUNDING * Math.max(1, Math.max(-least, most));
  }

  static double mean(double... values) {
    double sum = 0;
    for (double value : values) sum += value;
    return sum / values.length;
  }

  /** The unbiased variance. */
  static double variance(double... values) {
    double mean = mean(values);
    double squares = 0;
    for (double value : values) squares += (value - mean) * (value - mean);
    return squares / (values.length - 1);
  }
}
