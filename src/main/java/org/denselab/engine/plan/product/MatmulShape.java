package org.denselab.engine.plan.product;

/**
 * A product {@code c[m, n] = scale * (a[m, k] b[k, n] + bias[n])}, or {@code c +=} that, summed in
 * fp32. A factor may lie transposed in memory: one of its two strides, counted in elements, is 1.
 *
 * @param c elements from one row of the result to the next; its columns are contiguous
 * @param bias whether a row is added to each row
 * @param accumulate whether the product is added to what the result holds
 * @param types how the elements are stored; the bias is fp32
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
    float scale,
    Types types) {
  public MatmulShape {
    if (m < 1 || n < 1 || k < 1)
      throw new IllegalArgumentException("a product of " + m + " x " + n + " x " + k);
  }

  /** In fp32. */
  public MatmulShape(
      int m,
      int n,
      int k,
      Strides a,
      Strides b,
      long c,
      boolean bias,
      boolean accumulate,
      float scale) {
    this(m, n, k, a, b, c, bias, accumulate, scale, Types.FP32);
  }

  /** How a number is stored. */
  public enum Element {
    FP32(4),
    BF16(2),
    FP16(2);

    private final int bytes;

    Element(int bytes) {
      this.bytes = bytes;
    }

    public int bytes() {
      return bytes;
    }
  }

  /** How factors and result are stored. */
  public record Types(Element a, Element b, Element c) {
    public static final Types FP32 = new Types(Element.FP32, Element.FP32, Element.FP32);
  }

  /** Elements from row to row, and from column to column. */
  public record Strides(long row, long column) {
    /** Whatever order the product likes best: b is copied into it beforehand. */
    public static final Strides PACKED = new Strides(0, 0);

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

  /** The same with b in the order that the product likes best. */
  public MatmulShape packed() {
    return new MatmulShape(m, n, k, a, Strides.PACKED, c, bias, accumulate, scale, types);
  }

  /** The same, added to what the result holds. */
  public MatmulShape accumulating() {
    return new MatmulShape(m, n, k, a, b, c, bias, true, scale, types);
  }

  /** The same over elements of other types. */
  public MatmulShape of(Types others) {
    return new MatmulShape(m, n, k, a, b, c, bias, accumulate, scale, others);
  }
}
