package org.denselab.cli;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
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
    log.info(line(work, unit, new Pace(done, total, Duration.ofNanos(now - start)), remark));
  }

  static String line(String work, String unit, Pace pace, String remark) {
    return List.of(work + ": " + pace.count(unit), pace.rate(), pace.left(), remark).stream()
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(", "));
  }

  @Override
  public synchronized void note(String remark) {
    this.remark = remark;
  }

  @Override
  public void close() {}
}
