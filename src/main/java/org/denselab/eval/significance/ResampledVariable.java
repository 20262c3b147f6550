package org.denselab.eval.significance;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** A variable whose values are wanted for many resamples: sorted once, ranked in one pass each. */
final class ResampledVariable {
  private final double[] values;
  private final int[] order;
  private final double[] sorted;
  private final double[] ranks;

  ResampledVariable(double[] values, boolean ranked) {
    this.values = values;
    this.ranks = new double[values.length];
    this.order =
        ranked
            ? IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray()
            : null;
    this.sorted = ranked ? Arrays.stream(order).mapToDouble(i -> values[i]).toArray() : null;
  }

  int size() {
    return values.length;
  }

  /**
   * The values, or their ranks where item i occurs {@code counts[i]} times; equal values share
   * their mean rank. The array is overwritten by the next call.
   */
  double[] values(int[] counts) {
    if (order == null) return values;
    long before = 0;
    for (int from = 0, to; from < order.length; from = to) {
      long tied = 0;
      for (to = from; to < order.length && sorted[to] == sorted[from]; to++)
        tied += counts[order[to]];
      double rank = before + (tied + 1) / 2.0;
      for (int i = from; i < to; i++) ranks[order[i]] = rank;
      before += tied;
    }
    return ranks;
  }
}
