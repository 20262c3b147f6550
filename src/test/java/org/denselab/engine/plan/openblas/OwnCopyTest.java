package org.denselab.engine.plan.openblas;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.junit.jupiter.api.Test;

/** The reference engine's OpenBLAS keeps its threads. */
class OwnCopyTest {
  private static final int SIZE = 300;

  private static int threads() throws Throwable {
    return (int)
        Linker.nativeLinker()
            .downcallHandle(
                OpenBlas.FILES.load().findOrThrow("openblas_get_num_threads"),
                FunctionDescriptor.of(JAVA_INT))
            .invokeExact();
  }

  @Test
  void theCountOfThreadsIsOurCopysAlone() throws Throwable {
    assumeThat(OpenBlas.available()).as("no build of OpenBLAS for this platform").isTrue();
    int before = openblas_nolapack.blas_get_num_threads();
    openblas_nolapack.blas_set_num_threads(3);
    try (var arena = Arena.ofConfined()) {
      var a = arena.allocate(4L * SIZE * SIZE, 64);
      var c = arena.allocate(a.byteSize(), 64);
      for (int i = 0; i < SIZE; i++) a.setAtIndex(JAVA_FLOAT, i * (SIZE + 1L), 2);
      new Sgemm()
          .nn(SIZE, SIZE, SIZE, 1, a.address(), SIZE, a.address(), SIZE, 0, c.address(), SIZE);
      assertThat(c.getAtIndex(JAVA_FLOAT, 7 * (SIZE + 1L))).isEqualTo(4);
      assertThat(openblas_nolapack.blas_get_num_threads()).isEqualTo(3);
      assertThat(threads()).isEqualTo(1);
      openblas_nolapack.blas_set_num_threads(2);
      assertThat(threads()).isEqualTo(1);
    } finally {
      openblas_nolapack.blas_set_num_threads(before);
    }
  }
}
