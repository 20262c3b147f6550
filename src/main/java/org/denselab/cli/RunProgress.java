package org.denselab.cli;

import java.util.function.DoubleSupplier;
import org.denselab.base.ConsoleText;
import org.denselab.base.Progress;

/** Keeps how far a run has come, for a display that draws it. */
final class RunProgress implements Progress.Source {
  /** Shows a {@link Standing} to people. */
  interface Display {
    /** A stage, or work outside any, begins. */
    void begin(RunProgress progress);

    /** Some work was done. */
    void advance(RunProgress progress);

    /** What {@link #begin} began is over. */
    void end();
  }

  private final Display display;
  private final DoubleSupplier seconds;
  private final StudyClock clock = new StudyClock();
  private Progress.Part part;
  private double began;
  private double workBegan;
  private String work = "";
  private String unit = "";
  private String remark = "";
  private long done;
  private long total;
  private Speed speed = new Speed();

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
  public void enter(Progress.Part begun) {
    synchronized (this) {
      part = begun;
      clock.enter(begun);
      began = seconds.getAsDouble();
      forget();
    }
    display.begin(this);
  }

  @Override
  public void leave() {
    display.end();
    synchronized (this) {
      clock.leave(seconds.getAsDouble() - began);
      part = null;
    }
  }

  @Override
  public Progress start(String work, String unit, long total) {
    boolean alone;
    synchronized (this) {
      forget();
      alone = part == null;
      this.work = work;
      this.unit = unit;
      this.total = total;
      workBegan = seconds.getAsDouble();
      if (alone) began = workBegan;
    }
    if (alone) display.begin(this);
    return new Work(alone);
  }

  private void forget() {
    unit = "";
    remark = "";
    done = 0;
    total = 0;
    speed = new Speed();
  }

  synchronized Standing standing() {
    double now = seconds.getAsDouble();
    var pace = new Pace(done, total, speed.perSecond());
    double left = part == null ? Double.NaN : clock.left(now - began, pace.secondsLeft());
    return new Standing(
        part == null ? "" : part.number() + "/" + part.of(),
        ConsoleText.of(part == null ? work : part.title()),
        unit,
        pace,
        ConsoleText.of(remark),
        now - began,
        left);
  }

  private final class Work implements Progress {
    private final boolean alone;

    private Work(boolean alone) {
      this.alone = alone;
    }

    @Override
    public void step(long count) {
      synchronized (RunProgress.this) {
        done += count;
        speed.at(seconds.getAsDouble() - workBegan, done);
      }
      display.advance(RunProgress.this);
    }

    @Override
    public void note(String text) {
      synchronized (RunProgress.this) {
        remark = text;
      }
    }

    @Override
    public void close() {
      synchronized (RunProgress.this) {
        forget();
      }
      if (alone) display.end();
    }
  }
}
