package org.denselab.bench;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.denselab.engine.Precision;
import org.denselab.engine.plan.ProductLibrary;
import org.denselab.engine.plan.product.MatmulShape;
import org.denselab.engine.plan.product.MatmulShape.Element;

/** How fast products run when nothing else does: every thread multiplies without a pause. */
final class ProductLimit {
  private static final double ROUND_SECONDS = 0.04;
  private static final int ROUNDS = 7;
  private static final int ALIGNMENT = 64;

  private ProductLimit() {}

  /** A product with what all threads together reach, in the best of a few rounds. */
  record Rate(Product product, double gflops) {}

  static List<Rate> measure(List<Product> products, int threads, Precision precision) {
    var rates = new ArrayList<Rate>();
    for (Product product : products)
      rates.add(new Rate(product, gflops(product.part(threads, element(precision)), threads)));
    return rates;
  }

  private static double gflops(MatmulShape shape, int threads) {
    var barrier = new CyclicBarrier(threads);
    try (var pool = Executors.newFixedThreadPool(threads)) {
      var parts = new ArrayList<Future<Double>>();
      for (int t = 0; t < threads; t++) parts.add(pool.submit(() -> alone(shape, barrier)));
      double sum = 0;
      for (var part : parts) sum += part.get();
      return sum;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static double alone(MatmulShape s, CyclicBarrier barrier)
      throws InterruptedException, BrokenBarrierException {
    ProductLibrary library = ProductLibrary.usual();
    library.useOneThread();
    double flops = 2.0 * s.m() * s.n() * s.k();
    try (var arena = Arena.ofConfined();
        var matmul = library.product(s)) {
      long a = arena.allocate(bytes(s.a(), s.types().a(), s.m(), s.k()), ALIGNMENT).address();
      long b = arena.allocate(bytes(s.b(), s.types().b(), s.k(), s.n()), ALIGNMENT).address();
      long c = arena.allocate(4L * s.m() * s.n(), ALIGNMENT).address();
      long scratch =
          arena.allocate(Math.max(ALIGNMENT, matmul.scratchBytes()), ALIGNMENT).address();
      double best = 0;
      for (int round = 0; round < ROUNDS; round++) {
        barrier.await();
        long start = System.nanoTime();
        int done = 0;
        double seconds;
        do {
          matmul.run(a, b, c, 0, scratch);
          done++;
          seconds = (System.nanoTime() - start) / 1e9;
        } while (seconds < ROUND_SECONDS);
        best = Math.max(best, done * flops / seconds / 1e9);
      }
      return best;
    }
  }

  private static Element element(Precision precision) {
    return switch (precision) {
      case FP32 -> Element.FP32;
      case BF16 -> Element.BF16;
    };
  }

  private static long bytes(MatmulShape.Strides strides, Element element, int rows, int columns) {
    return element.bytes() * ((rows - 1) * strides.row() + (columns - 1) * strides.column() + 1);
  }
}
