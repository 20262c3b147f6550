package org.denselab.engine.plan.kernel;

/**
 * Softmax over rows that are seen a tile of columns at a time (arXiv 1805.02867): each row keeps
 * its largest number so far, and the sum of exponentials of distances to it. Rows of a tile are
 * {@code stride} elements apart, a multiple of {@link Lanes#COUNT}; what lies behind a row's {@code
 * width} elements is scratch.
 */
public final class RunningSoftmax {
  private static final long STEP = 4L * Lanes.COUNT;

  private RunningSoftmax() {}

  /**
   * Takes a row's next tile: replaces numbers by exponentials of their distance to the largest so
   * far, and zeros behind them up to the next whole vector.
   *
   * @param largest in and out, as is {@code sum}
   * @return what numbers derived from this row's earlier tiles are to be multiplied by
   */
  public static float row(long x, int width, long largest, long sum, boolean first) {
    Softmax.behind(x, width, Float.NEGATIVE_INFINITY);
    int bytes = 4 * Lanes.roundUp(width);
    float here = Softmax.largest(x, bytes);
    float before = first ? here : Lanes.get(largest);
    float now = Math.max(before, here);
    float total = Softmax.exponentials(x, bytes, now);
    Softmax.behind(x, width, 0);
    float factor = before == now ? 1 : Exp.of(before - now);
    Lanes.set(largest, now);
    Lanes.set(sum, first ? total : Math.fma(Lanes.get(sum), factor, total));
    return factor;
  }

  /** The logarithm of a row's sum of exponentials. */
  public static float logSum(long largest, long sum) {
    return (float) (Lanes.get(largest) + Math.log(Lanes.get(sum)));
  }

  /** Replaces a row's numbers by {@code exp(x - logSum)}, and by zeros behind them. */
  public static void probabilities(long x, int width, float logSum) {
    Softmax.behind(x, width, Float.NEGATIVE_INFINITY);
    Softmax.exponentials(x, 4 * Lanes.roundUp(width), logSum);
    Softmax.behind(x, width, 0);
  }

  /**
   * {@code d = p (d - along)}: d comes in as the gradient by p; behind it are zeros, as in p.
   *
   * @param along the row's whole {@code sum(d p)}
   */
  public static void backward(long p, long d, int width, float along) {
    Softmax.behind(d, width, 0);
    var less = Lanes.all(along);
    long bytes = 4L * Lanes.roundUp(width);
    for (long i = 0; i < bytes; i += STEP)
      Lanes.store(Lanes.load(d + i).sub(less).mul(Lanes.load(p + i)), d + i);
  }
}
