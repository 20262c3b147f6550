package org.denselab.engine.plan.onednn;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.invoke.MethodHandle;
import org.denselab.engine.plan.product.SmallProduct;

/** Products by {@code dnnl_sgemm}. */
public final class Sgemm implements SmallProduct {
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

  @Override
  public void run(
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
      long ldc) {
    try {
      int status =
          (int)
              SGEMM.invokeExact(
                  transposeA ? TRANSPOSED : PLAIN,
                  transposeB ? TRANSPOSED : PLAIN,
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
