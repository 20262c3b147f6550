package org.denselab.engine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Matrix products in fp32 for what runs outside a program: exact search, the masked language
 * model's decoder. Row-major segments, heap or native and open to any thread, whose rows follow
 * each other without gaps. The same bits for any number of threads: threads share out tiles of the
 * result, never a sum.
 */
public final class Products {
  private static final int DEPTH = 256;
  private static final int ROWS = 16 * ProductTile.ROWS;
  private static final int COLUMNS = 32 * ProductTile.COLUMNS;

  /** Below so many multiplications a second thread costs more than it brings. */
  private static final long WORTH_THREADS = 1L << 20;

  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private Products() {}

  /** {@code c[m, n] = a[m, k] b[n, k]^T}, or {@code +=} where {@code add}. */
  public static void nt(
      MemorySegment a, MemorySegment b, MemorySegment c, int m, int n, int k, boolean add) {
    run(new Operand(a, k, 1), new Operand(b, 1, k), c, m, n, k, add);
  }

  /** {@code c[m, n] = a[m, k] b[k, n]}, or {@code +=} where {@code add}. */
  public static void nn(
      MemorySegment a, MemorySegment b, MemorySegment c, int m, int n, int k, boolean add) {
    run(new Operand(a, k, 1), new Operand(b, n, 1), c, m, n, k, add);
  }

  /** {@code c[m, n] = a[k, m]^T b[k, n]}, or {@code +=} where {@code add}. */
  public static void tn(
      MemorySegment a, MemorySegment b, MemorySegment c, int m, int n, int k, boolean add) {
    run(new Operand(a, 1, m), new Operand(b, n, 1), c, m, n, k, add);
  }

  /** A matrix seen as [rows, columns] whatever its order in memory; steps count floats. */
  private record Operand(MemorySegment values, long rowStep, long columnStep) {
    void check(long rows, long columns) {
      if (values.byteSize() < 4 * rows * columns)
        throw new IllegalArgumentException(
            "[" + rows + ", " + columns + "] does not fit " + values.byteSize() + " bytes");
    }

    @SuppressWarnings("ArgumentSelectionDefectChecker") // the swap is the point
    Operand transposed() {
      return new Operand(values, columnStep, rowStep);
    }

    /**
     * Copies rows from..to of columns at..at+depth into {@code packed[depth][width]}, zero padded.
     */
    void packRows(int from, int to, int at, int depth, int width, float[] packed, int offset) {
      for (int r = 0; r < width; r++) {
        long source = (from + r) * rowStep + at * columnStep;
        int target = offset + r;
        boolean inside = from + r < to;
        for (int p = 0; p < depth; p++, target += width, source += columnStep)
          packed[target] = inside ? values.getAtIndex(FLOAT, source) : 0;
      }
    }

    /** The same for columns, reading along memory where a row is contiguous. */
    void packColumns(int from, int to, int at, int depth, int width, float[] packed, int offset) {
      int inside = Math.min(width, to - from);
      if (columnStep == 1) {
        for (int p = 0; p < depth; p++) {
          long source = (at + p) * rowStep + from;
          int target = offset + p * width;
          MemorySegment.copy(values, FLOAT, 4 * source, packed, target, inside);
          Arrays.fill(packed, target + inside, target + width, 0);
        }
      } else {
        transposed().packRows(from, to, at, depth, width, packed, offset);
      }
    }
  }

  private static void run(Operand a, Operand b, MemorySegment c, int m, int n, int k, boolean add) {
    a.check(m, k);
    b.check(k, n);
    new Operand(c, n, 1).check(m, n);
    if (k == 0 && !add) c.asSlice(0, 4L * m * n).fill((byte) 0);
    boolean threads = (long) m * n * k >= WORTH_THREADS;
    float[] packedB = new float[Math.min(k, DEPTH) * padded(Math.min(n, COLUMNS))];
    for (int column = 0; column < n; column += COLUMNS) {
      int columnEnd = Math.min(n, column + COLUMNS);
      for (int at = 0; at < k; at += DEPTH) {
        int depth = Math.min(DEPTH, k - at);
        var block = new Block(c, m, n, column, columnEnd, at, depth, packedB, add || at > 0);
        forEach(threads, block.panels(), panel -> block.packPanel(b, panel));
        forEach(threads, (m + ROWS - 1) / ROWS, rows -> block.multiply(a, rows * ROWS));
      }
    }
  }

  /** Columns {@code column..columnEnd} of the result, over {@code depth} terms of its sums. */
  @SuppressWarnings("ArrayRecordComponent") // scratch, shared on purpose
  private record Block(
      MemorySegment c,
      int m,
      int n,
      int column,
      int columnEnd,
      int at,
      int depth,
      float[] packedB,
      boolean add) {
    int panels() {
      return (columnEnd - column + ProductTile.COLUMNS - 1) / ProductTile.COLUMNS;
    }

    void packPanel(Operand b, int panel) {
      int from = column + panel * ProductTile.COLUMNS;
      int offset = panel * ProductTile.COLUMNS * depth;
      b.packColumns(from, columnEnd, at, depth, ProductTile.COLUMNS, packedB, offset);
    }

    void multiply(Operand a, int row) {
      int rowEnd = Math.min(m, row + ROWS);
      float[] packedA = new float[ProductTile.ROWS * depth];
      float[] tile = new float[ProductTile.ROWS * ProductTile.COLUMNS];
      for (int r = row; r < rowEnd; r += ProductTile.ROWS) {
        a.packRows(r, rowEnd, at, depth, ProductTile.ROWS, packedA, 0);
        for (int panel = 0; panel < panels(); panel++) {
          int from = column + panel * ProductTile.COLUMNS;
          ProductTile.multiply(packedA, packedB, panel * ProductTile.COLUMNS * depth, depth, tile);
          int rows = Math.min(ProductTile.ROWS, rowEnd - r);
          int columns = Math.min(ProductTile.COLUMNS, columnEnd - from);
          for (int i = 0; i < rows; i++)
            ProductTile.store(tile, i, c, 4 * ((long) (r + i) * n + from), columns, add);
        }
      }
    }
  }

  private static int padded(int columns) {
    return (columns + ProductTile.COLUMNS - 1) / ProductTile.COLUMNS * ProductTile.COLUMNS;
  }

  private static void forEach(boolean threads, int count, IntConsumer body) {
    var range = IntStream.range(0, count);
    (threads ? range.parallel() : range).forEach(body);
  }
}
