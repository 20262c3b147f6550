package org.denselab.engine.plan.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;

/** Numbers in native memory for a test, with a guard behind them that must stay as it is. */
final class Native implements AutoCloseable {
  private static final int GUARD = 16;
  private static final float GUARD_VALUE = -12345;

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment values;
  private final int count;

  private Native(int count) {
    this.count = count;
    values = arena.allocate(4L * (count + GUARD), 64);
    for (int i = 0; i < GUARD; i++) values.setAtIndex(JAVA_FLOAT, count + i, GUARD_VALUE);
  }

  static Native drawn(Random random, int count) {
    var drawn = new Native(count);
    for (int i = 0; i < count; i++) drawn.set(i, (float) (2 * random.nextGaussian()));
    return drawn;
  }

  static Native zeros(int count) {
    return new Native(count);
  }

  long address() {
    return values.address();
  }

  double get(int i) {
    return values.getAtIndex(JAVA_FLOAT, i);
  }

  void set(int i, float value) {
    values.setAtIndex(JAVA_FLOAT, i, value);
  }

  double[] doubles() {
    var all = new double[count];
    for (int i = 0; i < count; i++) all[i] = get(i);
    return all;
  }

  /** Whether nothing was written past the end. */
  boolean whole() {
    for (int i = 0; i < GUARD; i++)
      if (values.getAtIndex(JAVA_FLOAT, count + i) != GUARD_VALUE) return false;
    return true;
  }

  @Override
  public void close() {
    arena.close();
  }
}
