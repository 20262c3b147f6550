package org.denselab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class ProductsTest {
  private final SplittableRandom random = new SplittableRandom(20261121);

  @Test
  void equalsDoubleLoopsOnOddShapes() {
    int[][] shapes = {{1, 1, 1}, {7, 33, 5}, {6, 32, 256}, {97, 31, 257}, {13, 1100, 300}};
    for (int[] s : shapes)
      for (var layout : Layout.values())
        for (boolean add : new boolean[] {false, true}) check(layout, s[0], s[1], s[2], add);
  }

  @Test
  void takesNativeMemoryAndIsTheSameInBothPlaces() {
    float[] a = numbers(40 * 70);
    float[] b = numbers(50 * 70);
    float[] heap = new float[40 * 50];
    Products.nt(of(a), of(b), of(heap), 40, 50, 70, false);
    try (var arena = Arena.ofShared()) {
      var c = arena.allocate(4L * heap.length, 64);
      var nativeA = arena.allocate(4L * a.length, 64).copyFrom(of(a));
      Products.nt(nativeA, of(b), c, 40, 50, 70, false);
      assertThat(c.mismatch(of(heap))).isEqualTo(-1);
    }
  }

  @Test
  void threadsDoNotChangeABit() {
    int m = 200;
    int n = 700;
    int k = 300;
    float[] a = numbers(m * k);
    float[] b = numbers(n * k);
    float[][] results = new float[2][m * n];
    for (int threads : new int[] {1, 3})
      try (var pool = new ForkJoinPool(threads)) {
        float[] c = results[threads / 2];
        pool.submit(() -> Products.nt(of(a), of(b), of(c), m, n, k, false)).join();
      }
    assertThat(results[0]).containsExactly(results[1]);
  }

  @Test
  void anEmptySumIsZero() {
    float[] c = {3, 4};
    Products.nn(of(new float[0]), of(new float[0]), of(c), 1, 2, 0, true);
    assertThat(c).containsExactly(3, 4);
    Products.nn(of(new float[0]), of(new float[0]), of(c), 1, 2, 0, false);
    assertThat(c).containsExactly(0, 0);
  }

  private enum Layout {
    NT,
    NN,
    TN
  }

  private void check(Layout layout, int m, int n, int k, boolean add) {
    float[] a = numbers(m * k);
    float[] b = numbers(n * k);
    float[] c = numbers(m * n);
    double[] expected = new double[m * n];
    for (int i = 0; i < m; i++)
      for (int j = 0; j < n; j++) {
        double sum = add ? c[i * n + j] : 0;
        for (int p = 0; p < k; p++)
          sum +=
              (double) a[layout == Layout.TN ? p * m + i : i * k + p]
                  * b[layout == Layout.NT ? j * k + p : p * n + j];
        expected[i * n + j] = sum;
      }
    switch (layout) {
      case NT -> Products.nt(of(a), of(b), of(c), m, n, k, add);
      case NN -> Products.nn(of(a), of(b), of(c), m, n, k, add);
      case TN -> Products.tn(of(a), of(b), of(c), m, n, k, add);
    }
    for (int i = 0; i < m * n; i++)
      assertThat((double) c[i])
          .as("%s %d x %d x %d add %s, element %d", layout, m, n, k, add, i)
          .isCloseTo(expected[i], within(1e-5 * Math.sqrt(k) + 1e-6));
  }

  private float[] numbers(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) values[i] = (float) (random.nextDouble() * 2 - 1);
    return values;
  }

  private static MemorySegment of(float[] values) {
    return MemorySegment.ofArray(values);
  }
}
