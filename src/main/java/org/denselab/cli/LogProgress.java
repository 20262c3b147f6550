package org.denselab.cli;

import java.time.Duration;
import java.util.Locale;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.denselab.base.Progress;

/** A sober line every fifteen seconds, where nobody watches a terminal. */
final class LogProgress implements Progress {
  private static final Logger log = LogManager.getLogger(LogProgress.class);
  private static final long INTERVAL = Duration.ofSeconds(15).toNanos();

  private final String work;
  private final String unit;
  private final long total;
  private final long start = System.nanoTime();
  private long done;
  private long lastLine = start;
  private String remark = "";

  LogProgress(String work, String unit, long total) {
    this.work = work;
    this.unit = unit;
    this.total = total;
  }

  @Override
  public synchronized void step(long count) {
    done += count;
    long now = System.nanoTime();
    if (now - lastLine < INTERVAL) return;
    lastLine = now;
    double seconds = (now - start) / 1e9;
    double rate = done / seconds;
    log.info(
        "{}: {} of {} {}, {}/s, {} left{}",
        work,
        done,
        total,
        unit,
        String.format(Locale.ROOT, rate < 10 ? "%.1f" : "%.0f", rate),
        left(rate),
        remark.isEmpty() ? "" : ", " + remark);
  }

  private String left(double rate) {
    long seconds = Math.round((total - done) / Math.max(rate, 1e-9));
    return seconds < 90 ? seconds + " s" : (seconds + 30) / 60 + " min";
  }

  @Override
  public synchronized void note(String remark) {
    this.remark = remark;
  }

  @Override
  public void close() {}
}
