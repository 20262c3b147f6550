package org.denselab.engine.plan.product;

/**
 * Products whose shapes change from call to call, as attention's do with the length of a sequence:
 * nothing is made for a shape. Row-major fp32, addresses of native memory, row lengths in elements.
 */
public interface SmallProduct {
  /**
   * {@code c[m, n] = scale a b + keep c}.
   *
   * @param transposeA whether {@code a} lies as {@code [k, m]} and not as {@code [m, k]}
   * @param transposeB whether {@code b} lies as {@code [n, k]} and not as {@code [k, n]}
   * @param keep where 0, what c held is not read
   */
  void run(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      float scale,
      long a,
      long lda,
      long b,
      long ldb,
      float keep,
      long c,
      long ldc);

  /** {@code c[m, n] = scale a[m, k] b[n, k]^T + keep c}. */
  default void nt(
      int m,
      int n,
      int k,
      float scale,
      long a,
      long lda,
      long b,
      long ldb,
      float keep,
      long c,
      long ldc) {
    run(false, true, m, n, k, scale, a, lda, b, ldb, keep, c, ldc);
  }

  /** {@code c[m, n] = scale a[m, k] b[k, n] + keep c}. */
  default void nn(
      int m,
      int n,
      int k,
      float scale,
      long a,
      long lda,
      long b,
      long ldb,
      float keep,
      long c,
      long ldc) {
    run(false, false, m, n, k, scale, a, lda, b, ldb, keep, c, ldc);
  }

  /** {@code c[m, n] = scale a[k, m]^T b[k, n] + keep c}. */
  default void tn(
      int m,
      int n,
      int k,
      float scale,
      long a,
      long lda,
      long b,
      long ldb,
      float keep,
      long c,
      long ldc) {
    run(true, false, m, n, k, scale, a, lda, b, ldb, keep, c, ldc);
  }
}
