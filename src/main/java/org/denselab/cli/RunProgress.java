package org.denselab.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.denselab.base.Progress;

/** Keeps how far a run has come, whatever runs at once, for a display that draws it. */
final class RunProgress implements Progress.Source {

  /** Shows {@link Standing}s to people. */
  interface Display {
    /** Something runs now, where nothing did. */
    void begin(RunProgress progress);

    /** Some work was done. */
    void advance(RunProgress progress, RunningStage stage);

    /** Nothing runs any more. */
    void end();

    /** A stage begins or is over; others may run. */
    default void changed(RunProgress progress) {}
  }

  private final Display display;
  private final DoubleSupplier seconds;
  private final StudyClock clock = new StudyClock();

  /** Held while the display begins or ends, which may wait for its own thread to have drawn. */
  private final Object shown = new Object();

  private final List<RunningStage> running = new ArrayList<>();

  RunProgress(Display display) {
    this(display, () -> System.nanoTime() / 1e9);
  }

  /**
   * @param seconds a clock
   */
  RunProgress(Display display, DoubleSupplier seconds) {
    this.display = display;
    this.seconds = seconds;
  }

  @Override
  public Progress.Source enter(Progress.Part part) {
    return begin(new RunningStage(this, seconds, part, ""));
  }

  /** Work outside a stage. */
  @Override
  public Progress start(String work, String unit, long total) {
    return begin(new RunningStage(this, seconds, null, work)).start(work, unit, total);
  }

  private RunningStage begin(RunningStage stage) {
    synchronized (shown) {
      boolean first;
      synchronized (this) {
        first = running.isEmpty();
        running.add(stage);
      }
      if (first) display.begin(this);
      display.changed(this);
    }
    return stage;
  }

  void left(RunningStage stage) {
    synchronized (shown) {
      boolean none;
      synchronized (this) {
        if (!stage.alone()) clock.leave(stage.planned(), stage.elapsed());
        running.remove(stage);
        none = running.isEmpty();
      }
      if (none) display.end();
      display.changed(this);
    }
  }

  void advanced(RunningStage stage) {
    display.advance(this, stage);
  }

  /**
   * Of all that runs, what began first before what began later; the last tells the study's time.
   */
  synchronized List<Standing> standings() {
    List<Standing> standings = new ArrayList<>();
    for (RunningStage stage : running)
      standings.add(stage.standing(stage == running.getLast() ? studyLeft() : Double.NaN));
    return standings;
  }

  /** Of one stage, with the study's time. */
  synchronized Standing standing(RunningStage stage) {
    return stage.standing(studyLeft());
  }

  private double studyLeft() {
    if (running.isEmpty()) return Double.NaN;
    return clock.left(running.stream().map(RunningStage::time).toList(), running.getLast().after());
  }
}
