package org.denselab.engine.plan;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Where threads wait for each other between two steps: microseconds, so they spin, then yield. */
final class Barrier {
  private static final int SPINS = 4000;
  private static final VarHandle ARRIVED;

  static {
    try {
      ARRIVED = MethodHandles.lookup().findVarHandle(Barrier.class, "arrived", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final int threads;

  @SuppressWarnings("unused") // by its handle
  private volatile int arrived;

  private volatile int round;
  private volatile boolean broken;

  Barrier(int threads) {
    this.threads = threads;
  }

  /** Returns when all threads have come, or false as soon as one has failed. */
  @SuppressWarnings("ThreadPriorityCheck") // spinning on would keep others from the processor
  boolean await() {
    int mine = round;
    if ((int) ARRIVED.getAndAdd(this, 1) == threads - 1) {
      arrived = 0;
      round = mine + 1;
    } else {
      for (int spins = 0; round == mine && !broken; spins++)
        if (spins < SPINS) Thread.onSpinWait();
        else Thread.yield();
    }
    return !broken;
  }

  /** Lets everybody go who waits now or later. */
  void abandon() {
    broken = true;
  }

  /** Only while nobody is underway. */
  void reset() {
    arrived = 0;
    broken = false;
  }
}
