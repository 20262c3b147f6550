package org.denselab.engine;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner kernel of {@link Products}: a tile of 6 rows by two vectors whose sums stay in
 * registers (12 accumulators: enough to hide the latency of fused multiply-add on processors with
 * 16 or 32 vector registers).
 */
final class ProductTile {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  static final int ROWS = 6;
  static final int COLUMNS = 2 * LANES;

  private ProductTile() {}

  /** {@code tile[6, COLUMNS] = a[depth, 6]^T b[depth, COLUMNS]}, both packed. */
  static void multiply(float[] a, float[] b, int offsetB, int depth, float[] tile) {
    var c00 = FloatVector.zero(SPECIES);
    var c01 = c00;
    var c10 = c00;
    var c11 = c00;
    var c20 = c00;
    var c21 = c00;
    var c30 = c00;
    var c31 = c00;
    var c40 = c00;
    var c41 = c00;
    var c50 = c00;
    var c51 = c00;
    for (int p = 0, i = 0, j = offsetB; p < depth; p++, i += ROWS, j += COLUMNS) {
      var b0 = FloatVector.fromArray(SPECIES, b, j);
      var b1 = FloatVector.fromArray(SPECIES, b, j + LANES);
      var a0 = FloatVector.broadcast(SPECIES, a[i]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      var a1 = FloatVector.broadcast(SPECIES, a[i + 1]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      var a2 = FloatVector.broadcast(SPECIES, a[i + 2]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      var a3 = FloatVector.broadcast(SPECIES, a[i + 3]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      var a4 = FloatVector.broadcast(SPECIES, a[i + 4]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      var a5 = FloatVector.broadcast(SPECIES, a[i + 5]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
    }
    c00.intoArray(tile, 0);
    c01.intoArray(tile, LANES);
    c10.intoArray(tile, 2 * LANES);
    c11.intoArray(tile, 3 * LANES);
    c20.intoArray(tile, 4 * LANES);
    c21.intoArray(tile, 5 * LANES);
    c30.intoArray(tile, 6 * LANES);
    c31.intoArray(tile, 7 * LANES);
    c40.intoArray(tile, 8 * LANES);
    c41.intoArray(tile, 9 * LANES);
    c50.intoArray(tile, 10 * LANES);
    c51.intoArray(tile, 11 * LANES);
  }

  /**
   * Writes, or adds, the first {@code columns} of a tile's row at byte {@code at} of the result.
   */
  static void store(float[] tile, int row, MemorySegment c, long at, int columns, boolean add) {
    for (int j = 0; j < columns; j += LANES) {
      var value = FloatVector.fromArray(SPECIES, tile, row * COLUMNS + j);
      long to = at + 4L * j;
      if (columns - j >= LANES) {
        if (add) value = value.add(FloatVector.fromMemorySegment(SPECIES, c, to, ORDER));
        value.intoMemorySegment(c, to, ORDER);
      } else {
        var mask = SPECIES.indexInRange(0, columns - j);
        if (add) value = value.add(FloatVector.fromMemorySegment(SPECIES, c, to, ORDER, mask));
        value.intoMemorySegment(c, to, ORDER, mask);
      }
    }
  }
}
