package org.denselab.cli;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import org.denselab.base.Progress;

/** One live line on a terminal: rate, time left, remark. It is gone when the work is done. */
final class TerminalProgress implements Progress {
  private static final String CLEAR = "\r\u001b[K";

  /** What the console's log lines begin with, so that they do not run into the live line. */
  private static final String CLEAR_PROPERTY = "denselab.clear";

  private final ProgressBar bar;

  private TerminalProgress(ProgressBar bar) {
    this.bar = bar;
  }

  static Progress start(Terminal terminal, String work, String unit, long total) {
    System.setProperty(CLEAR_PROPERTY, CLEAR);
    return new TerminalProgress(
        new ProgressBarBuilder()
            .setTaskName(work)
            .setInitialMax(total)
            .setUpdateIntervalMillis(200)
            .clearDisplayOnFinish()
            .setRenderer(
                (state, width) ->
                    new ProgressLine(
                            work,
                            unit,
                            new Pace(state.getCurrent(), total, state.getTotalElapsed()),
                            state.getExtraMessage())
                        .render(width, terminal.colors()))
            .setConsumer(new Screen(terminal))
            .build());
  }

  @Override
  public void step(long count) {
    bar.stepBy(count);
  }

  @Override
  public void note(String remark) {
    bar.setExtraMessage(remark);
  }

  @Override
  public void close() {
    bar.close();
    System.clearProperty(CLEAR_PROPERTY);
  }

  private record Screen(Terminal terminal) implements ProgressBarConsumer {
    @Override
    public int getMaxRenderedLength() {
      return terminal.width();
    }

    @Override
    public void accept(String line) {
      System.out.print(CLEAR + line);
      System.out.flush();
    }

    @Override
    public void clear() {
      accept("");
    }

    @Override
    public void close() {}
  }
}
