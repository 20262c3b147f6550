package org.denselab.train;

import java.util.List;

/**
 * Where in its data a run stands: the next batch. Everything drawn for it follows from seed and
 * cursor.
 *
 * @param parts where each task stands, in a run over several
 */
public record Cursor(long epoch, long position, List<Cursor> parts) {
  public static final Cursor START = new Cursor(0, 0);

  public Cursor {
    parts = List.copyOf(parts);
  }

  /** In the data of one task. */
  public Cursor(long epoch, long position) {
    this(epoch, position, List.of());
  }
}
