package org.denselab.train;

/** An endless, seeded stream of batches that can be left and taken up again at any batch. */
public interface BatchStream {
  ContrastiveBatch next();

  /** The batch that {@link #next} returns next. */
  Cursor cursor();

  void seek(Cursor cursor);
}
