package org.denselab.engine.plan;

import java.util.ArrayList;
import java.util.List;
import org.denselab.engine.plan.onednn.MatmulShape;
import org.denselab.engine.plan.onednn.MatmulShape.Strides;
import org.denselab.graph.Value;

/** Steps that multiply rows by a weight, and rows by rows. */
final class ProductSteps {
  /** Rows of a batch summed over at a time. */
  private static final int SUMMED = 16 * Packing.UNIT;

  /**
   * Rows or columns of a gradient in an item: fewer would be shared out better, but each packs the
   * other factor anew.
   */
  private static final int BLOCK = 4 * Packing.UNIT;

  private static final int MOST_ROWS = 8 * Packing.UNIT;

  /**
   * A weight {@code [height, width]} in row-major memory.
   *
   * @param address of its values
   */
  record Weight(long address, int height, int width) {}

  private ProductSteps() {}

  /** {@code y = scale x Wᵀ + bias}, or {@code y +=}; no bias where its address is 0. */
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
    return rows(tape, name, kind, x, w.width(), shape, w.address(), bias, y);
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
    return rows(tape, name, kind, x, w.height(), shape, w.address(), 0, y);
  }

  private static Step rows(
      Tape tape,
      String name,
      Value.Rows kind,
      Buffer x,
      int width,
      MatmulShape shape,
      long weight,
      long bias,
      Target y) {
    ProductFamily family = tape.family(shape, false, MOST_ROWS);
    return RowSteps.of(
        name,
        kind,
        y.add() ? List.of(x, y.buffer()) : List.of(x),
        List.of(y.buffer()),
        (frame, worker, from, count) ->
            worker.multiply(
                family,
                count,
                frame.address(x) + 4L * from * width,
                weight,
                frame.address(y.buffer()) + 4L * from * shape.n(),
                bias));
  }

  /** Adds {@code leftᵀ right}, summed over all rows, to the gradient {@code [left, right]}. */
  static Step sumOfOuter(
      Tape tape,
      String name,
      Value.Rows kind,
      Buffer left,
      int height,
      Buffer right,
      int width,
      int gradient) {
    boolean byHeight = height >= width;
    var blocks = new ArrayList<ProductFamily>();
    int cut = byHeight ? height : width;
    for (int at = 0; at < cut; at += BLOCK) {
      int size = Math.min(BLOCK, cut - at);
      var shape =
          MatmulShape.of(
                  byHeight ? size : height,
                  byHeight ? width : size,
                  Packing.UNIT,
                  Strides.transposed(height),
                  Strides.rows(width),
                  width)
              .accumulating();
      blocks.add(tape.family(shape, true, SUMMED));
    }
    return Step.intoGradient(
        name,
        List.of(left, right),
        gradient,
        _ -> blocks.size(),
        (frame, worker, item) -> {
          long a = frame.address(left) + (byHeight ? 4L * item * BLOCK : 0);
          long b = frame.address(right) + (byHeight ? 0 : 4L * item * BLOCK);
          long c = frame.gradient(gradient) + 4L * item * BLOCK * (byHeight ? width : 1);
          int rows = frame.packing().rows(kind);
          for (int row = 0; row < rows; row += SUMMED)
            worker.multiply(
                blocks.get(item),
                Math.min(SUMMED, rows - row),
                a + 4L * row * height,
                b + 4L * row * width,
                c,
                0);
        });
  }
}
