package org.denselab.eval;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Spearman's rank correlation: Pearson's of the ranks, tied values sharing their mean rank. */
public record Spearman() implements PairMeasure {
  @Override
  public String label() {
    return "spearman";
  }

  @Override
  public double score(double[] predicted, double[] gold) {
    return Pearson.correlation(ranks(predicted), ranks(gold));
  }

  private static double[] ranks(double[] values) {
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] ranks = new double[values.length];
    for (int from = 0, to; from < order.length; from = to) {
      for (to = from + 1; to < order.length && values[order[to]] == values[order[from]]; ) to++;
      for (int i = from; i < to; i++) ranks[order[i]] = (from + to + 1) / 2.0;
    }
    return ranks;
  }
}
