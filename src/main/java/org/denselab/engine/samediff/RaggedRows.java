package org.denselab.engine.samediff;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.denselab.engine.Batch;
import org.denselab.engine.Matrix;
import org.denselab.graph.Value;

/** Moves rows between the padded arrays of a group and the ragged matrices of the batch. */
final class RaggedRows {
  private interface Copy {
    void rows(long paddedElement, int raggedElement, int count);
  }

  private RaggedRows() {}

  static Matrix empty(Batch batch, Value value) {
    int rows = value.rows() == Value.Rows.TOKENS ? batch.tokens() : batch.size();
    return new Matrix(rows, value.width());
  }

  static void toMatrix(Padded group, Value value, MemorySegment padded, Matrix ragged) {
    each(
        group,
        value,
        (from, to, count) ->
            MemorySegment.copy(
                padded, ValueLayout.JAVA_FLOAT, 4 * from, ragged.values(), to, count));
  }

  /** Fills padding with zeros. */
  static void toPadded(Padded group, Value value, Matrix ragged, MemorySegment padded) {
    padded.fill((byte) 0);
    each(
        group,
        value,
        (to, from, count) ->
            MemorySegment.copy(
                ragged.values(), from, padded, ValueLayout.JAVA_FLOAT, 4 * to, count));
  }

  private static void each(Padded group, Value value, Copy copy) {
    boolean tokens = value.rows() == Value.Rows.TOKENS;
    int[] firstToken = new int[group.batch().size()];
    for (int i = 1; i < firstToken.length; i++)
      firstToken[i] = firstToken[i - 1] + group.batch().ids()[i - 1].length;
    for (int i = 0; i < group.members().length; i++) {
      int sequence = group.members()[i];
      int paddedRow = tokens ? i * group.length() : i;
      int raggedRow = tokens ? firstToken[sequence] : sequence;
      int rows = tokens ? group.ids(i).length : 1;
      int width = value.width();
      copy.rows((long) paddedRow * width, raggedRow * width, rows * width);
    }
  }
}
