package org.denselab.cli;

import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sober lines where nobody watches a terminal: the first after fifteen seconds of a stage, then
 * fewer and fewer, for a log of hours must stay readable.
 */
final class LogProgress implements RunProgress.Display {
  private static final double FIRST = 15;
  private static final double SPARSER = 1.5;
  private static final double SPARSEST = 300;

  private final Consumer<String> log;
  private double next;
  private double interval;

  LogProgress(Consumer<String> log) {
    this.log = log;
  }

  @Override
  public synchronized void begin(RunProgress progress) {
    interval = FIRST;
    next = FIRST;
  }

  @Override
  public synchronized void advance(RunProgress progress) {
    Standing standing = progress.standing();
    if (standing.elapsed() < next) return;
    interval = Math.min(SPARSEST, interval * SPARSER);
    next = standing.elapsed() + interval;
    log.accept(line(standing));
  }

  static String line(Standing standing) {
    Pace pace = standing.pace();
    String place = standing.place().isEmpty() ? "" : standing.place() + " ";
    return Stream.of(
            place + standing.title() + ": " + pace.count(standing.unit()),
            pace.rate(),
            standing.remark(),
            pace.left(),
            standing.study())
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(", "));
  }

  @Override
  public void end() {}
}
