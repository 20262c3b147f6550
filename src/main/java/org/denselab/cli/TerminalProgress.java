package org.denselab.cli;

import java.time.temporal.ChronoUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.denselab.base.Progress;

/** One live line on a terminal: rate, remark, time left. */
final class TerminalProgress implements Progress {
  private final ProgressBar bar;

  private TerminalProgress(ProgressBar bar) {
    this.bar = bar;
  }

  static Progress start(String work, String unit, long total) {
    return new TerminalProgress(
        new ProgressBarBuilder()
            .setTaskName(work)
            .setInitialMax(total)
            .setUnit(" " + unit, 1)
            .setSpeedUnit(ChronoUnit.SECONDS)
            .showSpeed()
            .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BAR)
            .setUpdateIntervalMillis(200)
            .setMaxRenderedLength(100)
            .clearDisplayOnFinish()
            .setConsumer(new ConsoleProgressBarConsumer(System.out, 100))
            .build());
  }

  @Override
  public void step(long count) {
    bar.stepBy(count);
  }

  @Override
  public void note(String remark) {
    bar.setExtraMessage(" " + remark);
  }

  @Override
  public void close() {
    bar.close();
  }
}
