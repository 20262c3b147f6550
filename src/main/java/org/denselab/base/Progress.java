package org.denselab.base;

/**
 * How far a long piece of work has come. On a terminal it is one live line with rate and time left;
 * elsewhere a sober log line now and then. Safe to call from several threads.
 */
public interface Progress extends AutoCloseable {
  /** Adds {@code count} finished units. */
  void step(long count);

  /** A short remark beside the bar, such as {@code loss 1.234}. */
  void note(String remark);

  @Override
  void close();

  /**
   * One stage of a longer run.
   *
   * @param title such as {@code train search: full}
   * @param number counts from 1 to {@code of}
   * @param seconds roughly what it takes, and {@code after} what all that have not begun take
   */
  record Part(String title, int number, int of, double seconds, double after) {}

  /** Starts progress lines. */
  interface Source {
    /** A stage begins: all work that the returned source starts until its {@link #leave}. */
    default Source enter(Part part) {
      return this;
    }

    /** The stage is over, done or failed. */
    default void leave() {}

    /** Begins work of {@code total} units, such as {@code start("encode", "passages", 2000)}. */
    Progress start(String work, String unit, long total);
  }

  /** Says nothing. */
  Source SILENT =
      (work, unit, total) ->
          new Progress() {
            @Override
            public void step(long count) {}

            @Override
            public void note(String remark) {}

            @Override
            public void close() {}
          };
}
