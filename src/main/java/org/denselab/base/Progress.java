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

  /** Starts progress lines. */
  interface Source {
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
