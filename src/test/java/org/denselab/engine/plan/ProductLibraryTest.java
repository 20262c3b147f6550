package org.denselab.engine.plan;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.denselab.base.BadInput;
import org.denselab.engine.plan.product.MatmulShape;
import org.denselab.engine.plan.product.MatmulShape.Element;
import org.denselab.engine.plan.product.MatmulShape.Strides;
import org.denselab.engine.plan.product.MatmulShape.Types;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every kind of product equals the definition, summed in double. */
@ParameterizedClass
@EnumSource
class ProductLibraryTest {
  /** Of the sum of what is added up, without signs. */
  private static final double ROUNDING = 2e-6;

  private static final int CASES = 60;
  private static final List<Element> STORED = List.of(Element.FP32, Element.BF16, Element.FP16);

  @Parameter private ProductLibrary library;
  private final long seed = Long.getLong("case", new Random().nextLong(1L << 40));
  private final Random random = new Random(seed);

  @BeforeEach
  void onThisPlatform() {
    assumeThat(library.available()).as("no build of %s for this platform", library).isTrue();
    library.useOneThread();
  }

  @Test
  void randomShapes() {
    for (int i = 0; i < CASES; i++) {
      int m = size();
      int n = size();
      int k = size();
      Strides a =
          random.nextBoolean()
              ? Strides.rows(k + random.nextInt(3))
              : Strides.transposed(m + random.nextInt(3));
      Strides b =
          random.nextBoolean()
              ? Strides.rows(n + random.nextInt(3))
              : Strides.transposed(k + random.nextInt(3));
      float scale = random.nextBoolean() ? 1 : (float) random.nextGaussian();
      Element stored = STORED.get(random.nextInt(STORED.size()));
      check(
          new MatmulShape(
              m,
              n,
              k,
              a,
              b,
              n + random.nextInt(3),
              random.nextBoolean(),
              random.nextBoolean(),
              scale,
              new Types(Element.FP32, stored, Element.FP32)));
    }
  }

  private int size() {
    return switch (random.nextInt(4)) {
      case 0 -> 1 + random.nextInt(3);
      case 1 -> 64;
      default -> 1 + random.nextInt(140);
    };
  }

  /** What is widened does not fit one tile, nor do its columns a whole number of them. */
  @ParameterizedTest
  @CsvSource({"false,BF16", "true,BF16", "false,FP16", "true,FP16"})
  void longSumsOverHalves(boolean transposed, Element stored) {
    int n = 200;
    int k = 5000;
    var b = transposed ? Strides.transposed(k) : Strides.rows(n);
    var types = new Types(Element.FP32, stored, Element.FP32);
    check(new MatmulShape(3, n, k, Strides.rows(k), b, n, true, true, 0.5f, types));
  }

  private void check(MatmulShape shape) {
    int n = shape.n();
    try (var arena = Arena.ofConfined();
        var product = library.product(shape)) {
      var a = new Drawn(arena, Element.FP32, extent(shape.a(), shape.m(), shape.k()));
      var b = new Drawn(arena, shape.types().b(), extent(shape.b(), shape.k(), n));
      var c = new Drawn(arena, Element.FP32, shape.c() * shape.m());
      var bias = new Drawn(arena, Element.FP32, n);
      float[] before = c.memory.toArray(JAVA_FLOAT);
      if (!shape.accumulate()) // what is overwritten is not read
      for (int i = 0; i < shape.m(); i++)
          for (int j = 0; j < n; j++) c.memory.setAtIndex(JAVA_FLOAT, i * shape.c() + j, Float.NaN);
      MemorySegment scratch = arena.allocate(Math.max(64, product.scratchBytes()), 64);
      product.run(a.address(), b.address(), c.address(), bias.address(), scratch.address());
      for (int i = 0; i < shape.m(); i++)
        for (int j = 0; j < shape.c(); j++) {
          long at = i * shape.c() + j;
          double old = before[(int) at];
          double sum = shape.bias() && j < n ? bias.get(j) : 0;
          double size = Math.abs(sum);
          for (int p = 0; j < n && p < shape.k(); p++) {
            double term =
                a.get(i * shape.a().row() + p * shape.a().column())
                    * b.get(p * shape.b().row() + j * shape.b().column());
            sum += term;
            size += Math.abs(term);
          }
          double kept = j >= n || shape.accumulate() ? old : 0;
          assertThat(c.get(at))
              .as("-Dcase=%d: [%d, %d] of %s", seed, i, j, shape)
              .isCloseTo(
                  sum * shape.scale() + kept,
                  within(ROUNDING * (size * Math.abs(shape.scale()) + Math.abs(kept))));
        }
    }
  }

  private static long extent(Strides strides, int rows, int columns) {
    return (rows - 1) * strides.row() + (columns - 1) * strides.column() + 1;
  }

  /** Numbers as they are stored. */
  private final class Drawn {
    final MemorySegment memory;
    private final Element type;

    Drawn(Arena arena, Element type, long elements) {
      this.type = type;
      memory = arena.allocate(type.bytes() * elements, 64);
      for (long i = 0; i < elements; i++) {
        float value = (float) random.nextGaussian();
        switch (type) {
          case FP32 -> memory.setAtIndex(JAVA_FLOAT, i, value);
          case BF16 ->
              memory.setAtIndex(JAVA_SHORT, i, (short) (Float.floatToRawIntBits(value) >>> 16));
          case FP16 -> memory.setAtIndex(JAVA_SHORT, i, Float.floatToFloat16(value));
        }
      }
    }

    long address() {
      return memory.address();
    }

    double get(long i) {
      return switch (type) {
        case FP32 -> memory.getAtIndex(JAVA_FLOAT, i);
        case BF16 -> Float.intBitsToFloat(memory.getAtIndex(JAVA_SHORT, i) << 16);
        case FP16 -> Float.float16ToFloat(memory.getAtIndex(JAVA_SHORT, i));
      };
    }
  }

  @ParameterizedTest
  @CsvSource({"64,64,false", "130,65,true", "256,512,true", "512,70,false"})
  void packedEqualsPlain(int n, int k, boolean transposed) {
    for (int m : new int[] {64, 192, 512}) {
      var b = transposed ? Strides.transposed(k) : Strides.rows(n);
      var plain = new MatmulShape(m, n, k, Strides.rows(k), b, n, true, true, 0.5f);
      if (library.packedBytes(plain).isEmpty()) {
        assertThatThrownBy(() -> library.packer(plain)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> library.product(plain.packed()))
            .isInstanceOf(IllegalArgumentException.class);
        return;
      }
      try (var arena = Arena.ofConfined();
          var overPlain = library.product(plain);
          var packer = library.packer(plain);
          var overPacked = library.product(plain.packed())) {
        long a = new Drawn(arena, Element.FP32, (long) m * k).address();
        long weight = new Drawn(arena, Element.FP32, (long) n * k).address();
        long packed = arena.allocate(library.packedBytes(plain).getAsLong(), 64).address();
        MemorySegment want = new Drawn(arena, Element.FP32, (long) m * n).memory;
        MemorySegment got = arena.allocate(want.byteSize(), 64).copyFrom(want);
        long bias = new Drawn(arena, Element.FP32, n).address();
        long most = Math.max(overPlain.scratchBytes(), overPacked.scratchBytes());
        long scratch = arena.allocate(Math.max(64, most), 64).address();
        overPlain.run(a, weight, want.address(), bias, scratch);
        packer.run(weight, packed);
        overPacked.run(a, packed, got.address(), bias, scratch);
        assertThat(got.toArray(JAVA_FLOAT))
            .usingComparatorWithPrecision(1e-4f)
            .containsExactly(want.toArray(JAVA_FLOAT));
      }
    }
  }

  @Test
  void smallProducts() {
    var small = library.small();
    for (int round = 0; round < CASES; round++) {
      int m = size();
      int n = size();
      int k = size();
      boolean transposeA = round % 3 == 2;
      boolean transposeB = round % 3 == 0;
      int lda = (transposeA ? m : k) + random.nextInt(3);
      int ldb = (transposeB ? k : n) + random.nextInt(3);
      int ldc = n + random.nextInt(3);
      float scale = (float) random.nextGaussian();
      float keep = random.nextInt(2);
      try (var arena = Arena.ofConfined()) {
        var a = new Drawn(arena, Element.FP32, (long) lda * (transposeA ? k : m));
        var b = new Drawn(arena, Element.FP32, (long) ldb * (transposeB ? n : k));
        var c = new Drawn(arena, Element.FP32, (long) ldc * m);
        float[] before = c.memory.toArray(JAVA_FLOAT);
        long x = a.address();
        long y = b.address();
        long z = c.address();
        if (transposeA) small.tn(m, n, k, scale, x, lda, y, ldb, keep, z, ldc);
        else if (transposeB) small.nt(m, n, k, scale, x, lda, y, ldb, keep, z, ldc);
        else small.nn(m, n, k, scale, x, lda, y, ldb, keep, z, ldc);
        for (int i = 0; i < m; i++)
          for (int j = 0; j < ldc; j++) {
            double want = before[i * ldc + j] * (j < n ? keep : 1);
            double size = Math.abs(want);
            for (int p = 0; j < n && p < k; p++) {
              double term =
                  scale
                      * a.get(transposeA ? (long) p * lda + i : (long) i * lda + p)
                      * b.get(transposeB ? (long) j * ldb + p : (long) p * ldb + j);
              want += term;
              size += Math.abs(term);
            }
            assertThat(c.get((long) i * ldc + j))
                .as(
                    "-Dcase=%d: [%d, %d] of %d x %d x %d, %s %s",
                    seed, i, j, m, n, k, transposeA, transposeB)
                .isCloseTo(want, within(ROUNDING * size));
          }
      }
    }
  }

  /** One thread's products are its own: what others do at the same time changes no bit. */
  @Test
  void sameBitsBesideOthers() throws Exception {
    var shape = MatmulShape.of(192, 256, 320, Strides.rows(320), Strides.transposed(320), 256);
    try (var arena = Arena.ofShared();
        var pool = Executors.newFixedThreadPool(4)) {
      long a = new Drawn(arena, Element.FP32, 192 * 320).address();
      long b = new Drawn(arena, Element.FP32, 256 * 320).address();
      float[] want = product(shape, a, b);
      List<Future<float[]>> found = new ArrayList<>();
      for (int i = 0; i < 40; i++) found.add(pool.submit(() -> product(shape, a, b)));
      for (var one : found) assertThat(one.get()).isEqualTo(want);
    }
  }

  /** Gradients of weights are cut by the number of threads. */
  @ParameterizedTest
  @EnumSource(names = {"FP32", "BF16"})
  void sameBitsHoweverCut(Element stored) {
    assumeThat(library.bearsCuts()).as("%s is cut the same way always", library).isTrue();
    assumeThat(stored == Element.FP32 || library.multipliesBf16()).isTrue();
    var types = new Types(stored, stored, Element.FP32);
    for (int round = 0; round < 12; round++) {
      int height = 200 + random.nextInt(900);
      int width = 64 + random.nextInt(500);
      int rows = 64 * (1 + random.nextInt(16));
      int cut = 64 * (1 + random.nextInt((height - 1) / 64));
      String what = "-Dcase=%d: %d, %d of %d x %d".formatted(seed, cut, rows, height, width);
      try (var arena = Arena.ofConfined()) {
        long x = new Drawn(arena, stored, (long) rows * height).address();
        long y = new Drawn(arena, stored, (long) rows * width).address();
        Strides high = Strides.transposed(height);
        Strides wide = Strides.rows(width);
        float[] whole =
            product(MatmulShape.of(height, width, rows, high, wide, width).of(types), x, y);
        float[] first =
            product(MatmulShape.of(cut, width, rows, high, wide, width).of(types), x, y);
        float[] rest =
            product(
                MatmulShape.of(height - cut, width, rows, high, wide, width).of(types),
                x + (long) stored.bytes() * cut,
                y);
        assertThat(first).as(what).isEqualTo(Arrays.copyOf(whole, first.length));
        assertThat(rest).as(what).isEqualTo(Arrays.copyOfRange(whole, first.length, whole.length));
        high = Strides.transposed(width);
        wide = Strides.rows(height);
        whole = product(MatmulShape.of(width, height, rows, high, wide, height).of(types), y, x);
        first = product(MatmulShape.of(width, cut, rows, high, wide, cut).of(types), y, x);
        for (int i = 0; i < width; i++)
          assertThat(Arrays.copyOfRange(first, i * cut, (i + 1) * cut))
              .as("%s, row %d of columns", what, i)
              .isEqualTo(Arrays.copyOfRange(whole, i * height, i * height + cut));
      }
    }
  }

  private float[] product(MatmulShape shape, long a, long b) {
    library.useOneThread();
    try (var arena = Arena.ofConfined();
        var product = library.product(shape)) {
      MemorySegment c = arena.allocate(4L * shape.m() * shape.n(), 64);
      long scratch = arena.allocate(Math.max(64, product.scratchBytes()), 64).address();
      product.run(a, b, c.address(), 0, scratch);
      return c.toArray(JAVA_FLOAT);
    }
  }

  @Test
  void isNamedByASetting() {
    String before = System.getProperty(ProductLibrary.SETTING);
    try {
      System.setProperty(ProductLibrary.SETTING, library.spelling());
      assertThat(ProductLibrary.usual()).isEqualTo(library);
      System.setProperty(ProductLibrary.SETTING, library.spelling() + "s");
      assertThatThrownBy(ProductLibrary::usual)
          .isInstanceOf(BadInput.class)
          .hasMessage(
              "-Ddenselab.products=%ss: expected onednn or openblas; nearest is %s"
                  .formatted(library.spelling(), library.spelling()));
    } finally {
      if (before == null) System.clearProperty(ProductLibrary.SETTING);
      else System.setProperty(ProductLibrary.SETTING, before);
    }
  }
}
