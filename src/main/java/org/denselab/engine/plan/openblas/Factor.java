package org.denselab.engine.plan.openblas;

import org.denselab.engine.plan.product.MatmulShape.Strides;

/**
 * A factor as BLAS has it.
 *
 * @param transposed whether its columns are contiguous, not its rows
 * @param stride elements from one contiguous piece to the next
 */
record Factor(boolean transposed, long stride) {
  /**
   * A factor of one row or one column lies either way: what separates its pieces is not looked at.
   */
  static Factor of(int rows, int columns, Strides strides) {
    boolean plain = strides.column() == 1 && (rows == 1 || strides.row() >= columns);
    return plain
        ? new Factor(false, Math.max(strides.row(), columns))
        : new Factor(true, Math.max(strides.column(), rows));
  }
}
