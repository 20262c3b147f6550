package org.denselab.cli;

import java.util.function.DoubleSupplier;
import org.denselab.base.ConsoleText;
import org.denselab.base.Progress;

/** One stage that runs, or work outside any, and how far it has come. */
final class RunningStage implements Progress.Source {
  private final RunProgress run;
  private final DoubleSupplier seconds;
  private final Progress.Part part;
  private final double began;
  private double workBegan;
  private String work;
  private String unit = "";
  private String remark = "";
  private long done;
  private long total;
  private Speed speed = new Speed();

  /**
   * @param part null for work outside a study, then named by {@code work}
   */
  RunningStage(RunProgress run, DoubleSupplier seconds, Progress.Part part, String work) {
    this.run = run;
    this.seconds = seconds;
    this.part = part;
    this.work = work;
    this.began = seconds.getAsDouble();
  }

  @Override
  public void leave() {
    run.left(this);
  }

  @Override
  public synchronized Progress start(String name, String counted, long units) {
    forget();
    work = name;
    unit = counted;
    total = units;
    workBegan = seconds.getAsDouble();
    return new Work();
  }

  private void forget() {
    unit = "";
    remark = "";
    done = 0;
    total = 0;
    speed = new Speed();
  }

  double planned() {
    return part == null ? 0 : part.seconds();
  }

  double after() {
    return part == null ? 0 : part.after();
  }

  boolean alone() {
    return part == null;
  }

  synchronized double elapsed() {
    return seconds.getAsDouble() - began;
  }

  synchronized StudyClock.Running time() {
    return new StudyClock.Running(planned(), elapsed(), pace().secondsLeft());
  }

  private Pace pace() {
    return new Pace(done, total, speed.perSecond());
  }

  /**
   * @param studyLeft seconds until the study is done; not a number where that is told elsewhere
   */
  synchronized Standing standing(double studyLeft) {
    return new Standing(
        part == null ? "" : part.number() + "/" + part.of(),
        ConsoleText.of(part == null ? work : part.title()),
        unit,
        pace(),
        ConsoleText.of(remark),
        elapsed(),
        part == null ? Double.NaN : studyLeft);
  }

  private final class Work implements Progress {
    @Override
    public void step(long count) {
      synchronized (RunningStage.this) {
        done += count;
        speed.at(seconds.getAsDouble() - workBegan, done);
      }
      run.advanced(RunningStage.this);
    }

    @Override
    public void note(String text) {
      synchronized (RunningStage.this) {
        remark = text;
      }
    }

    @Override
    public void close() {
      synchronized (RunningStage.this) {
        forget();
      }
      if (alone()) leave();
    }
  }
}
