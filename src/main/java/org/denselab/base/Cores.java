package org.denselab.base;

import java.util.concurrent.Callable;

/**
 * How many processor cores the work on this thread may use: all of them, unless several stages run
 * at once.
 */
public final class Cores {
  private static final ScopedValue<Integer> SHARE = ScopedValue.newInstance();

  private Cores() {}

  /** What the machine has. */
  public static int all() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** The share of this thread's work; threads that it starts must be told. */
  public static int share() {
    return SHARE.isBound() ? SHARE.get() : all();
  }

  /** Does {@code work} with a share of the cores. */
  public static <T> T with(int share, Callable<T> work) throws Exception {
    return ScopedValue.where(SHARE, share).call(work::call);
  }
}
