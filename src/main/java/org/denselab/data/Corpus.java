package org.denselab.data;

import java.util.stream.Stream;

/** The passages of a collection, in a fixed order, streamed so that they need not fit in memory. */
public interface Corpus {
  /** Number of passages. */
  long size();

  /** Opens a new pass over the passages; the caller closes it. */
  Stream<Document> documents();
}
