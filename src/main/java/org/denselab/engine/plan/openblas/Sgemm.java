package org.denselab.engine.plan.openblas;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import org.denselab.engine.plan.product.SmallProduct;

/**
 * Products by {@code cblas_sgemm}. How many threads it takes is one number for all callers of a
 * copy of the library: this is a copy that nobody else uses, and its number is 1.
 */
public final class Sgemm implements SmallProduct {
  private static final int ROW_MAJOR = 101;
  private static final int PLAIN = 111;
  private static final int TRANSPOSED = 112;
  private static final MethodHandle SGEMM;

  static {
    SymbolLookup symbols = OpenBlas.FILES.load();
    useOneThread(symbols);
    SGEMM =
        Linker.nativeLinker()
            .downcallHandle(
                symbols.findOrThrow("cblas_sgemm"),
                FunctionDescriptor.ofVoid(
                    JAVA_INT, // order
                    JAVA_INT, // whether a is transposed
                    JAVA_INT,
                    JAVA_INT, // m, n, k
                    JAVA_INT,
                    JAVA_INT,
                    JAVA_FLOAT,
                    JAVA_LONG, // a, and elements from row to row
                    JAVA_INT,
                    JAVA_LONG,
                    JAVA_INT,
                    JAVA_FLOAT,
                    JAVA_LONG,
                    JAVA_INT));
  }

  private static void useOneThread(SymbolLookup symbols) {
    try {
      Linker.nativeLinker()
          .downcallHandle(
              symbols.findOrThrow("openblas_set_num_threads"), FunctionDescriptor.ofVoid(JAVA_INT))
          .invokeExact(1);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  private static RuntimeException failed(Throwable cause) {
    return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
  }

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
    // the library would print a line, and go on
    if (lda < (transposeA ? m : k) || ldb < (transposeB ? k : n) || ldc < n)
      throw new IllegalArgumentException(
          "%d x %d x %d over rows of %d, %d, %d".formatted(m, n, k, lda, ldb, ldc));
    try {
      SGEMM.invokeExact(
          ROW_MAJOR,
          transposeA ? TRANSPOSED : PLAIN,
          transposeB ? TRANSPOSED : PLAIN,
          m,
          n,
          k,
          scale,
          a,
          (int) lda,
          b,
          (int) ldb,
          keep,
          c,
          (int) ldc);
    } catch (Throwable e) {
      throw failed(e);
    }
  }
}
