package org.denselab.engine.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.denselab.engine.plan.product.MatmulShape;
import org.denselab.engine.plan.product.MatmulShape.Element;
import org.denselab.engine.plan.product.MatmulShape.Strides;
import org.denselab.engine.plan.product.MatmulShape.Types;
import org.denselab.graph.Value;

/** Steps that multiply rows by a weight, and rows by rows. */
final class ProductSteps {
  /** Rows of a batch summed over at a time. */
  private static final int SUMMED = 16 * Packing.UNIT;

  /**
   * Rows or columns of a gradient in an item: fewer would be shared out better, but each packs the
   * other factor anew.
   */
  private static final int LEAST_BLOCK = 4 * Packing.UNIT;

  private static final int MOST_BLOCK = 16 * Packing.UNIT;

  /**
   * A larger weight leaves a core's cache from one piece of rows to the next: fewer pieces then.
   */
  private static final long CACHED_BYTES = 1 << 20;

  private static final int MOST_ROWS = 12 * Packing.UNIT;

  /** Rows from which a copy of the weight in the product's own order pays. */
  private static final int PACKED_FROM = 16 * Packing.UNIT;

  private ProductSteps() {}

  /**
   * {@code y = scale x Wᵀ + bias}, or {@code y +=}.
   *
   * @param bias address of fp32 values, or 0 for none
   */
  static Step timesTransposed(
      Tape tape,
      String name,
      Value.Rows kind,
      Buffer x,
      Weight w,
      long bias,
      float scale,
      Target y) {
    var shape =
        new MatmulShape(
            Packing.UNIT,
            w.height(),
            w.width(),
            Strides.rows(w.width()),
            Strides.transposed(w.width()),
            w.height(),
            bias != 0,
            y.add(),
            scale);
    return rows(tape, name, kind, x, w.width(), shape, w, bias, y);
  }

  /** {@code y = scale x W}, or {@code y +=}. */
  static Step times(
      Tape tape, String name, Value.Rows kind, Buffer x, Weight w, float scale, Target y) {
    var shape =
        new MatmulShape(
            Packing.UNIT,
            w.width(),
            w.height(),
            Strides.rows(w.height()),
            Strides.rows(w.width()),
            w.width(),
            false,
            y.add(),
            scale);
    return rows(tape, name, kind, x, w.height(), shape, w, 0, y);
  }

  private static Step rows(
      Tape tape,
      String name,
      Value.Rows kind,
      Buffer x,
      int width,
      MatmulShape fp32,
      Weight weight,
      long bias,
      Target y) {
    Halves halves = tape.halves();
    Buffer factor = halves.factor(x, kind, width);
    var types = new Types(halves.type(factor), weight.type(), halves.type(y.buffer()));
    long weightBytes = (long) fp32.n() * fp32.k() * types.b().bytes();
    int largest = weightBytes > CACHED_BYTES ? MOST_ROWS : Packing.LARGEST_CHUNK;
    ProductFamily family = tape.family(fp32.of(types), false, largest);
    var reads = new ArrayList<>(List.of(factor));
    if (weight.copy() != null) reads.add(weight.copy());
    if (y.add()) reads.add(y.buffer());
    Buffer packed = packed(tape, name, kind, family, weight);
    if (packed != null) reads.add(packed);
    ProductFamily overPacked =
        packed == null ? family : tape.family(family.template().packed(), false, largest);
    return RowSteps.of(
        name,
        kind,
        largest,
        reads,
        List.of(y.buffer()),
        (frame, worker, from, count) -> {
          boolean packs = packed != null && packs(frame.packing(), kind);
          worker.multiply(
              packs ? overPacked : family,
              count,
              frame.address(factor) + (long) types.a().bytes() * from * width,
              packs ? frame.address(packed) : weight.address(frame),
              frame.address(y.buffer()) + (long) types.c().bytes() * from * fp32.n(),
              bias);
        });
  }

  /** A copy of the weight for this product alone, made just before; null where it would not pay. */
  private static Buffer packed(
      Tape tape, String name, Value.Rows kind, ProductFamily family, Weight weight) {
    MatmulShape shape = family.template();
    boolean mixed = shape.types().a() != shape.types().b();
    if (mixed || Math.min(shape.n(), shape.k()) < Packing.UNIT) return null;
    OptionalLong bytes = tape.products().packedBytes(shape);
    if (bytes.isEmpty()) return null;
    Buffer packed =
        tape.buffer(name + " packed", new Extent(Extent.Unit.ONCE, bytes.getAsLong() / 4));
    tape.add(
        new Step(
            name + " packed",
            weight.copy() == null ? List.of() : List.of(weight.copy()),
            List.of(packed),
            packing -> packs(packing, kind) ? 1 : 0,
            (frame, worker, _) ->
                worker.pack(family, weight.address(frame), frame.address(packed))));
    return packed;
  }

  private static boolean packs(Packing packing, Value.Rows kind) {
    return packing.rows(kind) >= PACKED_FROM;
  }

  /** Adds {@code leftᵀ right}, summed over all rows, to the gradient {@code [left, right]}. */
  static Step sumOfOuter(
      Tape tape,
      String name,
      Value.Rows kind,
      Buffer leftRows,
      int height,
      Buffer rightRows,
      int width,
      int gradient) {
    Halves halves = tape.halves();
    Buffer left = halves.factor(leftRows, kind, height);
    Buffer right = halves.factor(rightRows, kind, width);
    var types = new Types(halves.type(left), halves.type(right), Element.FP32);
    long bytes = types.a().bytes();
    boolean byHeight = height >= width;
    var blocks = new ArrayList<ProductFamily>();
    int cut = byHeight ? height : width;
    int block = tape.products().bearsCuts() ? block(cut, tape.threads()) : LEAST_BLOCK;
    for (int at = 0; at < cut; at += block) {
      int size = Math.min(block, cut - at);
      var shape =
          MatmulShape.of(
                  byHeight ? size : height,
                  byHeight ? width : size,
                  Packing.UNIT,
                  Strides.transposed(height),
                  Strides.rows(width),
                  width)
              .accumulating()
              .of(types);
      blocks.add(tape.family(shape, true, SUMMED));
    }
    return Step.intoGradient(
        name,
        List.of(left, right),
        gradient,
        _ -> blocks.size(),
        (frame, worker, item) -> {
          long a = frame.address(left) + (byHeight ? bytes * item * block : 0);
          long b = frame.address(right) + (byHeight ? 0 : bytes * item * block);
          long c = frame.gradient(gradient) + 4L * item * block * (byHeight ? width : 1);
          int rows = frame.packing().rows(kind);
          for (int row = 0; row < rows; row += SUMMED)
            worker.multiply(
                blocks.get(item),
                Math.min(SUMMED, rows - row),
                a + bytes * row * height,
                b + bytes * row * width,
                c,
                0);
        });
  }

  /** An item a thread, within limits. */
  private static int block(int cut, int threads) {
    int share = (cut / threads + Packing.UNIT - 1) / Packing.UNIT * Packing.UNIT;
    return Math.clamp(share, LEAST_BLOCK, MOST_BLOCK);
  }
}
