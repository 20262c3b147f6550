package org.denselab.cli;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Units a second over the last half minute: a start that compiles and warms up would spoil an
 * average over all for long.
 */
final class Speed {
  private static final double WINDOW = 30;
  private static final double APART = 0.25;

  private record Sample(double seconds, long done) {}

  private final Deque<Sample> samples = new ArrayDeque<>();
  private Sample last = new Sample(0, 0);

  Speed() {
    samples.add(last);
  }

  /** {@code done} units are finished {@code seconds} after the start. */
  void at(double seconds, long done) {
    last = new Sample(seconds, done);
    if (seconds - samples.getLast().seconds() >= APART) samples.addLast(last);
    while (samples.size() > 2 && seconds - second().seconds() > WINDOW) samples.removeFirst();
  }

  private Sample second() {
    return samples.stream().skip(1).findFirst().orElseThrow();
  }

  /** Zero as long as nothing is finished. */
  double perSecond() {
    Sample first = samples.getFirst();
    double seconds = last.seconds() - first.seconds();
    return seconds <= 0 ? 0 : (last.done() - first.done()) / seconds;
  }
}
