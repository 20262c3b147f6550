package org.denselab.engine.plan.onednn;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.invoke.MethodHandle;

/**
 * Products whose shapes change from call to call, as attention's do with the length of a sequence:
 * nothing is made for a shape. Row-major fp32, addresses of native memory, row lengths in elements.
 */
public final class SmallProduct {
  private static final MethodHandle SGEMM =
      Library.function(
          "dnnl_sgemm",
          JAVA_BYTE,
          JAVA_BYTE,
          JAVA_LONG,
          JAVA_LONG,
          JAVA_LONG,
          JAVA_FLOAT,
          Library.POINTER,
          JAVA_LONG,
          Library.POINTER,
          JAVA_LONG,
          JAVA_FLOAT,
          Library.POINTER,
          JAVA_LONG);
  private static final byte PLAIN = 'N';
  private static final byte TRANSPOSED = 'T';

  private SmallProduct() {}

  /** {@code c[m, n] = scale a[m, k] b[n, k]^T + keep c}. */
  public static void nt(
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
    run(PLAIN, TRANSPOSED, m, n, k, scale, a, lda, b, ldb, keep, c, ldc);
  }

  /** {@code c[m, n] = scale a[m, k] b[k, n] + keep c}. */
  public static void nn(
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
    run(PLAIN, PLAIN, m, n, k, scale, a, lda, b, ldb, keep, c, ldc);
  }

  /** {@code c[m, n] = scale a[k, m]^T b[k, n] + keep c}. */
  public static void tn(
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
    run(TRANSPOSED, PLAIN, m, n, k, scale, a, lda, b, ldb, keep, c, ldc);
  }

  private static void run(
      byte transposeA,
      byte transposeB,
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
    try {
      int status =
          (int)
              SGEMM.invokeExact(
                  transposeA,
                  transposeB,
                  (long) m,
                  (long) n,
                  (long) k,
                  scale,
                  a,
                  lda,
                  b,
                  ldb,
                  keep,
                  c,
                  ldc);
      Library.check(status, "dnnl_sgemm");
    } catch (Throwable e) {
      throw Library.failed(e);
    }
  }
}
