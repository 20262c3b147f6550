package org.denselab.cli;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;

/** One live line on a terminal; it is gone when the work is done. */
final class TerminalProgress implements RunProgress.Display {
  private static final String CLEAR = "\r\u001b[K";
  private static final int REDRAW_MILLIS = 200;

  /** What the console's log lines begin with, so that they do not run into the live line. */
  private static final String CLEAR_PROPERTY = "denselab.clear";

  private final Terminal terminal;
  private ProgressBar bar;

  TerminalProgress(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void begin(RunProgress progress) {
    System.setProperty(CLEAR_PROPERTY, CLEAR);
    bar =
        new ProgressBarBuilder()
            .setInitialMax(1)
            .setUpdateIntervalMillis(REDRAW_MILLIS)
            .continuousUpdate()
            .clearDisplayOnFinish()
            .setRenderer(
                (state, width) ->
                    ProgressLine.of(
                        progress.standings(), terminal.colors(), terminal.unicode(), width))
            .setConsumer(new Screen(terminal))
            .build();
  }

  @Override
  public void advance(RunProgress progress, RunningStage stage) {}

  @Override
  public void end() {
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
      terminal.out().print(CLEAR + line);
      terminal.out().flush();
    }

    @Override
    public void clear() {
      accept("");
    }

    @Override
    public void close() {}
  }
}
