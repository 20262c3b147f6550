package org.denselab.train;

import java.util.BitSet;
import java.util.List;

/**
 * One batch of queries and the passages they are compared with, a passage once however often it is
 * used.
 *
 * @param ids the queries' ids, for messages
 * @param queries token ids, a row a query
 * @param passages token ids, a column a passage
 * @param positive the positive's column, per row
 * @param columns the columns that count for each row, its positive included
 * @param own each row's own passages: its positive, then its hard negatives
 * @param teacher a teacher's scores of {@code own}, or null where the data has none
 * @param masked pairs of row and column that were left out as false negatives
 * @param pooledFrom the first token that a mean covers, of each query and then of each passage
 */
@SuppressWarnings("ArrayRecordComponent") // as large as a batch; nobody writes to it
public record ContrastiveBatch(
    List<String> ids,
    int[][] queries,
    int[][] passages,
    int[] positive,
    BitSet[] columns,
    int[][] own,
    double[][] teacher,
    long masked,
    int[] pooledFrom) {
  /** Texts of which a mean covers all tokens. */
  public ContrastiveBatch(
      List<String> ids,
      int[][] queries,
      int[][] passages,
      int[] positive,
      BitSet[] columns,
      int[][] own,
      double[][] teacher,
      long masked) {
    this(
        ids,
        queries,
        passages,
        positive,
        columns,
        own,
        teacher,
        masked,
        new int[queries.length + passages.length]);
  }

  /** Number of queries. */
  public int rows() {
    return queries.length;
  }
}
