package org.denselab.dense;

import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.denselab.data.Hit;
import org.denselab.data.Run;
import org.denselab.engine.Matrix;
import org.denselab.engine.Products;

/**
 * The k passages of highest dot product for each query, all passages compared. Equal scores are
 * ordered as trec_eval does, by id descending, at the cut too; the result does not depend on the
 * number of threads.
 */
public final class ExactSearch {
  private static final int PASSAGES = 4096;
  private static final int QUERIES = 256;

  private ExactSearch() {}

  /**
   * Compares every query with every passage.
   *
   * @param queries [queries, dim], a row an id of {@code queryIds}
   * @param tag the name of the run
   */
  public static Run search(
      VectorFile file, Matrix queries, List<String> queryIds, int k, String tag) {
    if (queries.rows() != queryIds.size() || queries.columns() != file.dim())
      throw new IllegalArgumentException(
          "[%d, %d] queries for %d ids on vectors of width %d"
              .formatted(queries.rows(), queries.columns(), queryIds.size(), file.dim()));
    if (k < 1) throw new IllegalArgumentException("k is " + k);
    var hits = new LinkedHashMap<String, List<Hit>>();
    for (int from = 0; from < queries.rows(); from += QUERIES) {
      int to = Math.min(queries.rows(), from + QUERIES);
      var best = search(file, queries, from, to, k);
      for (int i = from; i < to; i++) hits.put(queryIds.get(i), best[i - from].sorted());
    }
    return new Run(tag, hits);
  }

  private static TopHits[] search(VectorFile file, Matrix queries, int from, int to, int k) {
    int rows = to - from;
    int dim = file.dim();
    var query = MemorySegment.ofArray(queries.values()).asSlice(4L * from * dim, 4L * rows * dim);
    var best =
        IntStream.range(0, rows).mapToObj(i -> new TopHits(file.ids(), k)).toArray(TopHits[]::new);
    float[] scores = new float[rows * Math.min(PASSAGES, Math.max(1, file.rows()))];
    for (int start = 0; start < file.rows(); start += PASSAGES) {
      int end = Math.min(file.rows(), start + PASSAGES);
      int width = end - start;
      int first = start;
      Products.nt(
          query, file.rows(start, end), MemorySegment.ofArray(scores), rows, width, dim, false);
      IntStream.range(0, rows)
          .parallel()
          .forEach(
              i -> {
                for (int j = 0; j < width; j++) best[i].offer(first + j, scores[i * width + j]);
              });
    }
    return best;
  }
}
