package org.denselab.mining;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.denselab.base.Progress;
import org.denselab.data.Query;

/** Passages in an order for each query, from which negatives are taken. */
public interface Ranking {
  /** Such as {@code bm25}. */
  String name();

  /** What a reader must know to repeat it, such as {@code k1}. */
  Map<String, String> settings();

  /** SHA-256 of all that the order depends on beside queries and settings. */
  String fingerprint();

  /** Number of passages that are ranked. */
  long documents();

  /**
   * The first {@code depth} passages of each query, best first; the same for any number of threads.
   *
   * @param progress is told of every query
   */
  List<List<Candidate>> of(List<Query> queries, int depth, Progress progress) throws IOException;

  /** What {@link Candidate#text} is for a passage, empty where the collection lacks it. */
  OptionalLong text(String doc) throws IOException;
}
