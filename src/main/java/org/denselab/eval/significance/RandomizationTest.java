package org.denselab.eval.significance;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.denselab.base.Seeds;

/**
 * Fisher's randomisation test (1935) for pairs: where the systems do not differ, each difference
 * might as well have the other sign. p is the share of sign patterns with a sum at least as far
 * from 0. Up to {@value #MOST_EXACT} differences that are not 0 all patterns are tried; beyond, a
 * sample of them with the observed one counted in (Phipson and Smyth 2010), so that p is never 0.
 *
 * @param resamples sign patterns drawn where not all are tried
 * @param seed of the draws
 */
public record RandomizationTest(int resamples, long seed) implements PairedTest {
  private static final int MOST_EXACT = 20;
  // sums in another order differ in their last bits: a tie must stay a tie
  private static final double TIE = 1e-12;

  @Override
  public Significance test(double[] differences) {
    int n = differences.length;
    double[] moved = Arrays.stream(differences).filter(d -> d != 0).toArray();
    double sum = Arrays.stream(differences).sum();
    double bound = Math.abs(sum) - TIE * Arrays.stream(moved).map(Math::abs).sum();
    double p = moved.length <= MOST_EXACT ? exact(moved, bound) : sampled(moved, bound);
    return new Significance(n, sum / n, sum, p);
  }

  /** Patterns in the order of a Gray code, where each differs from the last in one sign. */
  private static double exact(double[] moved, double bound) {
    double sum = Arrays.stream(moved).sum();
    boolean[] minus = new boolean[moved.length];
    long patterns = 1L << moved.length;
    long far = 0;
    for (long pattern = 1; ; pattern++) {
      if (Math.abs(sum) >= bound) far++;
      if (pattern == patterns) return (double) far / patterns;
      int flip = Long.numberOfTrailingZeros(pattern);
      sum += minus[flip] ? 2 * moved[flip] : -2 * moved[flip];
      minus[flip] = !minus[flip];
    }
  }

  private double sampled(double[] moved, double bound) {
    SplittableRandom random = Seeds.stream(seed, "randomisation test");
    double total = Arrays.stream(moved).sum();
    int far = 1;
    for (int b = 0; b < resamples; b++) {
      double plus = 0;
      for (int from = 0; from < moved.length; from += Long.SIZE) {
        long signs = random.nextLong();
        int to = Math.min(moved.length, from + Long.SIZE);
        for (int i = from; i < to; i++, signs >>>= 1) plus += moved[i] * (signs & 1);
      }
      if (Math.abs(2 * plus - total) >= bound) far++;
    }
    return (double) far / (resamples + 1);
  }
}
