package org.denselab.eval.significance;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.denselab.base.BadInput;

/**
 * How much one system scores above another.
 *
 * @param bySeed a row for each seed, a column for each query; all rows are over the same queries
 * @param range how far from 0 a query's value can be: 1 for metrics between 0 and 1
 */
public record Differences(double[][] bySeed, double range) {
  public Differences {
    if (bySeed.length == 0 || bySeed[0].length == 0)
      throw new IllegalArgumentException("differences need a seed and a query at least");
    for (double[] row : bySeed)
      if (row.length != bySeed[0].length)
        throw new IllegalArgumentException("each seed is over the same queries");
  }

  /** Of a metric between 0 and 1. */
  public Differences(double[][] bySeed) {
    this(bySeed, 1);
  }

  /**
   * Pairs two systems by seed and by query id.
   *
   * @param system query id to value, a map a seed; {@code baseline} likewise, in the same order
   * @throws BadInput where they were not scored on the same queries
   */
  public static Differences of(
      List<Map<String, Double>> system, List<Map<String, Double>> baseline) {
    if (system.size() != baseline.size())
      throw new IllegalArgumentException("two systems are compared over the same seeds");
    List<String> queries = List.copyOf(system.getFirst().keySet());
    double[][] bySeed = new double[system.size()][queries.size()];
    for (int seed = 0; seed < bySeed.length; seed++) {
      Map<String, Double> after = system.get(seed);
      Map<String, Double> before = baseline.get(seed);
      if (!after.keySet().equals(before.keySet()) || after.size() != queries.size())
        throw new BadInput(
            "a paired test needs the same queries: one side has %d, the other %d, and they differ"
                .formatted(after.size(), before.size()));
      for (int q = 0; q < bySeed[seed].length; q++)
        bySeed[seed][q] = after.get(queries.get(q)) - before.get(queries.get(q));
    }
    return new Differences(bySeed);
  }

  /** A weighted sum, seed by seed and query by query, such as a slope over sizes. */
  public static Differences sum(List<Differences> parts, double... weights) {
    var first = parts.getFirst();
    double[][] sum = new double[first.seeds()][first.queries()];
    for (int part = 0; part < weights.length; part++) {
      double[][] values = parts.get(part).bySeed;
      if (values.length != sum.length || values[0].length != sum[0].length)
        throw new IllegalArgumentException("the parts of a sum are over the same queries");
      for (int s = 0; s < sum.length; s++)
        for (int q = 0; q < sum[s].length; q++) sum[s][q] += weights[part] * values[s][q];
    }
    double range = 0;
    for (int part = 0; part < weights.length; part++)
      range += Math.abs(weights[part]) * parts.get(part).range;
    return new Differences(sum, range);
  }

  /**
   * The same for each of {@code seeds} seeds, where no seed makes a difference.
   *
   * @throws IllegalArgumentException where there are several that do
   */
  public Differences forEach(int seeds) {
    if (seeds == seeds()) return this;
    if (seeds() != 1) throw new IllegalArgumentException(seeds() + " seeds, not " + seeds);
    return new Differences(Collections.nCopies(seeds, bySeed[0]).toArray(double[][]::new), range);
  }

  public int seeds() {
    return bySeed.length;
  }

  public int queries() {
    return bySeed[0].length;
  }

  /** Whether every query has the same: then nothing tells how much others would differ. */
  public boolean alike() {
    return Spread.alike(perQuery());
  }

  /** Each query's mean over the seeds. */
  public double[] perQuery() {
    double[] mean = new double[queries()];
    for (double[] row : bySeed) for (int q = 0; q < mean.length; q++) mean[q] += row[q];
    for (int q = 0; q < mean.length; q++) mean[q] /= bySeed.length;
    return mean;
  }

  /** The mean over seeds and queries. */
  public double mean() {
    double sum = 0;
    for (double value : perQuery()) sum += value;
    return sum / queries();
  }
}
