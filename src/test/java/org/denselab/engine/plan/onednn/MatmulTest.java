package org.denselab.engine.plan.onednn;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.denselab.engine.plan.onednn.MatmulShape.Strides;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatmulTest {
  private final Random random = new Random(4);

  @BeforeAll
  static void onThisPlatform() {
    assumeThat(OneDnn.available()).as("no build of oneDNN for this platform").isTrue();
    OneDnn.useOneThread();
  }

  private MemorySegment draw(Arena arena, long elements) {
    MemorySegment values = arena.allocate(4 * elements, 64);
    for (long i = 0; i < elements; i++)
      values.setAtIndex(JAVA_FLOAT, i, (float) random.nextGaussian());
    return values;
  }

  @ParameterizedTest
  @CsvSource({
    "64,48,32,false,false,false,false,1",
    "7,5,3,false,true,true,false,1",
    "33,17,129,true,false,false,true,1",
    "64,64,64,true,true,false,false,0.5",
    "65,16,40,false,true,false,true,2",
    "1,1,1,false,false,true,false,1"
  })
  void equalsTheDefinition(
      int m,
      int n,
      int k,
      boolean transposeA,
      boolean transposeB,
      boolean bias,
      boolean accumulate,
      float scale) {
    var a = transposeA ? Strides.transposed(m + 2) : Strides.rows(k + 2);
    var b = transposeB ? Strides.transposed(k + 1) : Strides.rows(n + 1);
    var shape = new MatmulShape(m, n, k, a, b, n + 3, bias, accumulate, scale);
    try (var arena = Arena.ofConfined();
        var matmul = new Matmul(shape)) {
      MemorySegment av = draw(arena, (long) (m + 2) * (k + 2));
      MemorySegment bv = draw(arena, (long) (k + 1) * (n + 1));
      MemorySegment cv = draw(arena, (long) m * (n + 3));
      MemorySegment row = draw(arena, n);
      float[] before = cv.toArray(JAVA_FLOAT);
      MemorySegment scratch = arena.allocate(Math.max(64, matmul.scratchBytes()), 64);
      matmul.run(av.address(), bv.address(), cv.address(), row.address(), scratch.address());
      for (int i = 0; i < m; i++)
        for (int j = 0; j < n + 3; j++) {
          double want = before[i * (n + 3) + j];
          if (j < n) {
            double sum = bias ? row.getAtIndex(JAVA_FLOAT, j) : 0;
            for (int p = 0; p < k; p++)
              sum +=
                  (double) av.getAtIndex(JAVA_FLOAT, i * a.row() + p * a.column())
                      * bv.getAtIndex(JAVA_FLOAT, p * b.row() + j * b.column());
            want = sum * scale + (accumulate ? want : 0);
          }
          assertThat((double) cv.getAtIndex(JAVA_FLOAT, (long) i * (n + 3) + j))
              .as("[%d, %d] of %s", i, j, shape)
              .isCloseTo(want, within(1e-4));
        }
    }
  }

  @ParameterizedTest
  @CsvSource({"64,64,false", "130,65,true", "256,512,true", "512,70,false"})
  void packedEqualsPlain(int n, int k, boolean transposed) {
    for (int m : new int[] {64, 192, 512}) {
      var b = transposed ? Strides.transposed(k) : Strides.rows(n);
      var plain = new MatmulShape(m, n, k, Strides.rows(k), b, n, true, true, 0.5f);
      try (var arena = Arena.ofConfined();
          var overPlain = new Matmul(plain);
          var packer = new Packer(plain);
          var overPacked = new Matmul(plain.packed())) {
        long a = draw(arena, (long) m * k).address();
        MemorySegment weight = draw(arena, (long) n * k);
        long packed = arena.allocate(Packer.bytes(plain), 64).address();
        MemorySegment want = draw(arena, (long) m * n);
        MemorySegment got = arena.allocate(want.byteSize(), 64).copyFrom(want);
        long bias = draw(arena, n).address();
        long most = Math.max(overPlain.scratchBytes(), overPacked.scratchBytes());
        long scratch = arena.allocate(Math.max(64, most), 64).address();
        overPlain.run(a, weight.address(), want.address(), bias, scratch);
        packer.run(weight.address(), packed);
        overPacked.run(a, packed, got.address(), bias, scratch);
        assertThat(got.toArray(JAVA_FLOAT))
            .usingComparatorWithPrecision(1e-4f)
            .containsExactly(want.toArray(JAVA_FLOAT));
      }
    }
  }

  @Test
  void smallProductsEqualTheDefinition() {
    int m = 13;
    int n = 9;
    int k = 21;
    try (var arena = Arena.ofConfined()) {
      MemorySegment a = draw(arena, (long) m * k);
      MemorySegment b = draw(arena, (long) n * k);
      MemorySegment c = draw(arena, (long) m * n);
      SmallProduct.nt(m, n, k, 0.5f, a.address(), k, b.address(), k, 0, c.address(), n);
      double want = 0;
      for (int p = 0; p < k; p++)
        want += 0.5 * a.getAtIndex(JAVA_FLOAT, 3 * k + p) * b.getAtIndex(JAVA_FLOAT, 4 * k + p);
      assertThat((double) c.getAtIndex(JAVA_FLOAT, 3 * n + 4)).isCloseTo(want, within(1e-5));
      SmallProduct.nn(m, n, k, 1, a.address(), k, b.address(), n, 0, c.address(), n);
      want = 0;
      for (int p = 0; p < k; p++)
        want += a.getAtIndex(JAVA_FLOAT, 3 * k + p) * b.getAtIndex(JAVA_FLOAT, p * n + 4);
      assertThat((double) c.getAtIndex(JAVA_FLOAT, 3 * n + 4)).isCloseTo(want, within(1e-5));
      SmallProduct.tn(m, n, k, 1, a.address(), m, b.address(), n, 1, c.address(), n);
      for (int p = 0; p < k; p++)
        want += a.getAtIndex(JAVA_FLOAT, p * m + 3) * b.getAtIndex(JAVA_FLOAT, p * n + 4);
      assertThat((double) c.getAtIndex(JAVA_FLOAT, 3 * n + 4)).isCloseTo(want, within(1e-5));
    }
  }
}
