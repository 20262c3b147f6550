package org.denselab.eval.significance;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's step-down correction (1979): bounds the chance of one false finding in a whole family of
 * tests, which here is every p-value of one table.
 */
public final class Holm {
  private Holm() {}

  /** The adjusted p-values, in the order given. */
  public static double[] adjust(double... p) {
    int[] ascending =
        IntStream.range(0, p.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> p[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[p.length];
    double highest = 0;
    for (int i = 0; i < p.length; i++) {
      highest = Math.max(highest, Math.min(1, (p.length - i) * p[ascending[i]]));
      adjusted[ascending[i]] = highest;
    }
    return adjusted;
  }
}
