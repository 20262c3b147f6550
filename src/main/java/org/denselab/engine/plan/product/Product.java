package org.denselab.engine.plan.product;

/**
 * A product made once for its shape, as {@link MatmulShape} defines it. Bound to the thread that
 * made it; running it makes no object and uses no other thread.
 */
public interface Product extends AutoCloseable {
  /** Bytes of scratch memory that {@link #run} needs. */
  long scratchBytes();

  /**
   * Multiplies; all arguments are addresses of native memory.
   *
   * @param bias ignored where the shape has no bias
   * @param scratch of {@link #scratchBytes} bytes, aligned to 64
   */
  void run(long a, long b, long c, long bias, long scratch);

  @Override
  void close();
}
