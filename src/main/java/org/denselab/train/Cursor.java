package org.denselab.train;

/**
 * Where in its data a run stands: the next batch. Everything drawn for it follows from seed and
 * cursor.
 */
public record Cursor(long epoch, long position) {
  public static final Cursor START = new Cursor(0, 0);
}
