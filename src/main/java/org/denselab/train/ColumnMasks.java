package org.denselab.train;

import java.util.BitSet;
import java.util.List;

/**
 * Which columns count for which row. A column that is any positive of the row's query, or has the
 * text of one, is not a negative for it, whoever brought it into the batch.
 */
final class ColumnMasks {
  private final BitSet[] columns;
  private long masked;

  /**
   * @param passages the passage of each column
   * @param own each row's own columns, its positive first
   */
  ColumnMasks(
      TrainingSet set,
      SamplerSettings settings,
      List<TrainingSet.Row> rows,
      int[] passages,
      int[][] own) {
    columns = new BitSet[rows.size()];
    var shared = new BitSet(passages.length);
    if (settings.inBatch())
      for (int[] brought : own)
        for (int i = 0; i < (settings.sharedNegatives() ? brought.length : 1); i++)
          shared.set(brought[i]);
    for (int row = 0; row < columns.length; row++) {
      columns[row] = (BitSet) shared.clone();
      for (int column : own[row]) columns[row].set(column);
      for (int column = 0; column < passages.length; column++) {
        if (column == own[row][0] || !columns[row].get(column)) continue;
        if (!set.isPositive(rows.get(row), passages[column])) continue;
        columns[row].clear(column);
        masked++;
      }
    }
  }

  BitSet[] columns() {
    return columns;
  }

  /** Pairs of row and column left out. */
  long masked() {
    return masked;
  }
}
