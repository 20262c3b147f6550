package org.denselab.base;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A folder for what long work has done so far, and the pace at which it is worth writing there: an
 * interruption takes back about this much work, work that is shorter writes nothing, and saving
 * takes a twentieth of the time at most.
 */
public final class Kept {
  /** A system property: seconds of work between two savings, 20 unless told; 0 saves always. */
  public static final String SETTING = "denselab.keep.seconds";

  private static final String DEFAULT = "20";
  private static final int SHARE = 20;

  private final Path folder;
  private final Duration every;
  private long due;

  /** Writes what is to be kept. */
  public interface Saving {
    void run() throws IOException;
  }

  /** Starts the clock. */
  public Kept(Path folder, Duration every) {
    this.folder = folder;
    this.every = every;
    this.due = System.nanoTime() + every.toNanos();
  }

  /** At the pace that {@link #SETTING} says. */
  public static Kept in(Path folder) {
    return new Kept(folder, every());
  }

  /**
   * The pace that {@link #SETTING} says.
   *
   * @throws BadInput when it is no number of seconds
   */
  public static Duration every() {
    String seconds = System.getProperty(SETTING, DEFAULT);
    if (!seconds.matches("\\d{1,6}(\\.\\d{1,3})?"))
      throw new BadInput("-D" + SETTING + "=" + seconds + ": expected seconds, such as 20 or 0.5");
    return Duration.ofMillis(Math.round(1000 * Double.parseDouble(seconds)));
  }

  public Path folder() {
    return folder;
  }

  /** Whether enough work was done since the last saving. */
  public boolean due() {
    return System.nanoTime() - due >= 0;
  }

  /** Saves, and puts the next saving off the longer the longer it took. */
  public void save(Saving saving) throws IOException {
    long start = System.nanoTime();
    saving.run();
    long end = System.nanoTime();
    due = end + (every.isZero() ? 0 : Math.max(every.toNanos(), SHARE * (end - start)));
  }
}
