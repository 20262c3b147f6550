package org.denselab.engine.plan.openblas;

import org.denselab.engine.plan.kernel.Factors;
import org.denselab.engine.plan.kernel.Half;
import org.denselab.engine.plan.kernel.Lanes;
import org.denselab.engine.plan.product.MatmulShape;
import org.denselab.engine.plan.product.MatmulShape.Element;
import org.denselab.engine.plan.product.MatmulShape.Strides;
import org.denselab.engine.plan.product.Product;

/**
 * A product over fp32. Where b is stored in two bytes, some columns at a time are widened into
 * scratch: as many as stay in a core's cache until they are multiplied.
 */
public final class Matmul implements Product {
  private static final int WIDENED = 1 << 18;

  /** Columns that are worth a call. */
  private static final int FEWEST = 64;

  private final Sgemm sgemm = new Sgemm();
  private final MatmulShape shape;
  private final Factor a;
  private final Factor b;
  private final int columns;

  /**
   * @throws IllegalArgumentException where b is packed, or a or c is not fp32
   */
  public Matmul(MatmulShape shape) {
    MatmulShape.Types types = shape.types();
    if (types.a() != Element.FP32 || types.c() != Element.FP32)
      throw new IllegalArgumentException("OpenBLAS multiplies fp32: " + shape);
    if (shape.b().equals(Strides.PACKED))
      throw new IllegalArgumentException("OpenBLAS takes b as it lies: " + shape);
    this.shape = shape;
    a = Factor.of(shape.m(), shape.k(), shape.a());
    b = Factor.of(shape.k(), shape.n(), shape.b());
    columns =
        types.b() == Element.FP32
            ? shape.n()
            : Math.min(shape.n(), Math.max(FEWEST, WIDENED / shape.k()));
  }

  @Override
  public long scratchBytes() {
    return shape.types().b() == Element.FP32 ? 0 : 4L * shape.k() * columns;
  }

  @Override
  public void run(long aAt, long bAt, long cAt, long bias, long scratch) {
    if (shape.bias()) startFrom(bias, cAt);
    float keep = shape.bias() || shape.accumulate() ? 1 : 0;
    if (shape.types().b() == Element.FP32) {
      multiply(shape.n(), aAt, bAt, b.stride(), keep, cAt);
      return;
    }
    for (int from = 0; from < shape.n(); from += columns) {
      int count = Math.min(columns, shape.n() - from);
      int length = b.transposed() ? shape.k() : count;
      widen(bAt, from, b.transposed() ? count : shape.k(), length, scratch);
      multiply(count, aAt, scratch, length, keep, cAt + 4L * from);
    }
  }

  private void multiply(int n, long aAt, long bAt, long ldb, float keep, long cAt) {
    sgemm.run(
        a.transposed(),
        b.transposed(),
        shape.m(),
        n,
        shape.k(),
        shape.scale(),
        aAt,
        a.stride(),
        bAt,
        ldb,
        keep,
        cAt,
        shape.c());
  }

  /** What the product is added to then. */
  private void startFrom(long bias, long cAt) {
    boolean plain = shape.scale() == 1 && !shape.accumulate();
    for (int row = 0; row < shape.m(); row++) {
      long to = cAt + 4L * row * shape.c();
      if (plain) Lanes.copy(bias, to, shape.n());
      else Factors.scale(bias, shape.scale(), to, shape.accumulate(), shape.n());
    }
  }

  /** Puts the contiguous pieces of some columns of b one after the other, in fp32. */
  private void widen(long bAt, int from, int pieces, int length, long to) {
    long first = bAt + 2 * (b.transposed() ? from * b.stride() : from);
    for (int piece = 0; piece < pieces; piece++) {
      long at = first + 2L * piece * b.stride();
      long widened = to + 4L * piece * length;
      if (shape.types().b() == Element.BF16) Half.widen(at, widened, false, length);
      else Half.widenFp16(at, widened, false, length);
    }
  }

  @Override
  public void close() {
    // nothing was made
  }
}
