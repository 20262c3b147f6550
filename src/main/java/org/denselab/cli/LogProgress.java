package org.denselab.cli;

import java.util.Map;
import java.util.WeakHashMap;
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
  private final Map<RunningStage, Told> told = new WeakHashMap<>();

  /** When a stage is told of next, and how much later after that. */
  private record Told(double next, double interval) {}

  LogProgress(Consumer<String> log) {
    this.log = log;
  }

  @Override
  public void begin(RunProgress progress) {}

  @Override
  public void advance(RunProgress progress, RunningStage stage) {
    if (!due(stage)) return;
    log.accept(line(progress.standing(stage)));
  }

  private synchronized boolean due(RunningStage stage) {
    Told last = told.getOrDefault(stage, new Told(FIRST, FIRST));
    double elapsed = stage.elapsed();
    if (elapsed < last.next()) return false;
    double interval = Math.min(SPARSEST, last.interval() * SPARSER);
    told.put(stage, new Told(elapsed + interval, interval));
    return true;
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
