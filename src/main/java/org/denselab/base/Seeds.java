package org.denselab.base;

import java.util.SplittableRandom;

/**
 * Independent random streams by name. A stream depends on the study's seed and on what it is for,
 * never on how much another stream was used: runs resume, and arms of a comparison share draws.
 */
public final class Seeds {
  private Seeds() {}

  /** The stream for a purpose, such as {@code stream(seed, "negatives", epoch)}. */
  public static SplittableRandom stream(long seed, String purpose, long... counters) {
    long state = mix(seed ^ 0x9E3779B97F4A7C15L);
    for (int i = 0; i < purpose.length(); i++) state = mix(state + purpose.charAt(i));
    for (long counter : counters) state = mix(state ^ mix(counter + 0x632BE59BD9B4E019L));
    return new SplittableRandom(state);
  }

  /**
   * The finaliser of splitmix64: a bijection on 64 bits whose output bits all depend on all input
   * bits.
   */
  public static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
