package org.denselab.eval.significance;

/**
 * Variances of the differences d = mean + seed + query + rest, seeds and queries crossed: from a
 * pilot, what a study of another size will see.
 *
 * @param seed of the seeds' own effects; 0 for a single seed, where it cannot be known
 * @param query of the queries' own effects; for a single seed with {@code rest}; infinite for a
 *     single query
 * @param rest of what is left
 */
public record Components(double seed, double query, double rest) {
  /** By the mean squares of a two-way analysis of variance; a negative estimate is 0. */
  public static Components of(Differences differences) {
    int seeds = differences.seeds();
    int queries = differences.queries();
    double[] perQuery = differences.perQuery();
    double ofQueries = queries == 1 ? Double.POSITIVE_INFINITY : Spread.variance(perQuery);
    if (seeds == 1 || queries == 1) return new Components(0, ofQueries, 0);
    double mean = differences.mean();
    double[] seedMeans = new double[seeds];
    double squares = 0;
    for (int s = 0; s < seeds; s++) {
      double[] row = differences.bySeed()[s];
      seedMeans[s] = Spread.mean(row);
      for (int q = 0; q < queries; q++) {
        double residual = row[q] - seedMeans[s] - perQuery[q] + mean;
        squares += residual * residual;
      }
    }
    double rest = squares / (seeds - 1) / (queries - 1);
    return new Components(
        Math.max(0, Spread.variance(seedMeans) - rest / queries),
        Math.max(0, ofQueries - rest / seeds),
        rest);
  }

  /** What the mean over so many seeds and queries will spread. */
  public Spread planned(int seeds, int queries) {
    boolean single = seeds == 1;
    return new Spread(
        single ? 0 : seed / seeds + rest / seeds / queries,
        seeds - 1,
        (single ? query + rest : query) / queries,
        queries - 1);
  }
}
