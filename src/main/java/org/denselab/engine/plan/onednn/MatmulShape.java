package org.denselab.engine.plan.onednn;

/**
 * A product {@code c[m, n] = scale * (a[m, k] b[k, n] + bias[n])}, or {@code c +=} that, in fp32. A
 * factor may lie transposed in memory: one of its two strides, counted in elements, is 1.
 *
 * @param c elements from one row of the result to the next; its columns are contiguous
 * @param bias whether a row is added to each row
 * @param accumulate whether the product is added to what the result holds
 */
public record MatmulShape(
    int m,
    int n,
    int k,
    Strides a,
    Strides b,
    long c,
    boolean bias,
    boolean accumulate,
    float scale) {
  public MatmulShape {
    if (m < 1 || n < 1 || k < 1)
      throw new IllegalArgumentException("a product of " + m + " x " + n + " x " + k);
  }

  /** Elements from row to row, and from column to column. */
  public record Strides(long row, long column) {
    /** Rows of {@code width} contiguous elements. */
    public static Strides rows(long width) {
      return new Strides(width, 1);
    }

    /** The transpose of a matrix whose rows have {@code width} contiguous elements. */
    public static Strides transposed(long width) {
      return new Strides(1, width);
    }
  }

  /** Plain {@code c = a b}. */
  public static MatmulShape of(int m, int n, int k, Strides a, Strides b, long c) {
    return new MatmulShape(m, n, k, a, b, c, false, false, 1);
  }

  /** The same, added to what the result holds. */
  public MatmulShape accumulating() {
    return new MatmulShape(m, n, k, a, b, c, bias, true, scale);
  }
}
