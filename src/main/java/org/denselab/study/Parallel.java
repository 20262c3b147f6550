package org.denselab.study;

import org.denselab.base.Cores;

/**
 * How many stages may run at once, and within what.
 *
 * @param stages at most
 * @param cores that they share
 * @param bytes of native memory that they share, by their estimates; one that needs more runs alone
 */
public record Parallel(int stages, int cores, long bytes) {
  /** How many unless somebody says otherwise. */
  public static final int USUAL = 1;

  /** One stage at a time, with all there is. */
  public static final Parallel NONE = new Parallel(1, Cores.all(), Long.MAX_VALUE);

  public Parallel {
    if (stages < 1 || cores < 1) throw new IllegalArgumentException(stages + " on " + cores);
  }

  /** So many stages within this machine and this process' budget. */
  public static Parallel of(int stages) {
    int cores = Cores.all();
    long bytes = Budget.ofThisProcess().nativeBytes();
    return new Parallel(Math.min(stages, cores), cores, bytes);
  }

  /**
   * The cores of a stage that begins.
   *
   * @param free cores that no stage has
   * @param ready stages that could begin now, this one included
   * @param running stages that do
   */
  int share(int free, int ready, int running) {
    int beginning = Math.max(1, Math.min(ready, stages - running));
    return Math.max(1, free / beginning);
  }
}
