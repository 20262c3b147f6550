package org.denselab.engine.plan;

import java.util.Arrays;
import java.util.List;
import org.denselab.engine.plan.kernel.Lanes;
import org.denselab.engine.plan.kernel.Sums;
import org.denselab.graph.RelativeBias;

/**
 * Numbers added to scores by the distance of key and query. They are laid out by distance, {@code 2
 * T - 1} a head with T the batch's longest sequence, once for all blocks that share the table.
 *
 * @param buckets the table's row for each distance up to the one from where on there is but one
 * @param values by head and distance
 */
@SuppressWarnings("ArrayRecordComponent") // made here, never changed
record BiasNode(RelativeBias bias, int heads, int[] buckets, Buffer values) {
  static BiasNode of(Tape tape, RelativeBias bias, int heads) {
    int most = bias.maxDistance();
    var buckets = new int[2 * most + 1];
    Arrays.setAll(buckets, i -> bias.bucket(i - most));
    String name = bias.table() + " by distance for " + heads + " heads";
    var extent = new Extent(Extent.Unit.POSITION, 2L * heads);
    long table = tape.address(bias.table());
    return tape.once(
        bias,
        () -> {
          var node = new BiasNode(bias, heads, buckets, tape.buffer(name, extent));
          tape.add(
              new Step(
                  name,
                  List.of(),
                  List.of(node.values),
                  _ -> heads,
                  (frame, _, head) -> node.layOut(frame, head, table)));
          return node;
        });
  }

  private int bucket(int distance) {
    return buckets[Math.clamp(distance + bias.maxDistance(), 0, buckets.length - 1)];
  }

  private void layOut(Frame frame, int head, long table) {
    int longest = frame.packing().longest();
    for (int distance = 1 - longest; distance < longest; distance++)
      Lanes.set(
          address(frame, head, distance),
          Lanes.get(table + 4L * (bucket(distance) * heads + head)));
  }

  private long address(Frame frame, int head, int distance) {
    int longest = frame.packing().longest();
    return frame.address(values) + 4L * (2L * longest * head + distance + longest - 1);
  }

  /** Adds to a tile of a head's scores. */
  void add(
      Frame frame,
      int head,
      int firstRow,
      int rows,
      int firstColumn,
      int columns,
      long scores,
      int stride) {
    for (int row = 0; row < rows; row++) {
      long at = scores + 4L * row * stride;
      Sums.add(at, address(frame, head, firstColumn - firstRow - row), at, columns);
    }
  }

  /** Room for sums of the scores' gradients by sequence, head and distance. */
  Buffer diagonals(Tape tape, String name) {
    return tape.buffer(name, new Extent(Extent.Unit.TOKEN, 2L * heads));
  }

  private long diagonal(Frame frame, Buffer diagonals, int sequence, int head, int distance) {
    Packing packing = frame.packing();
    int length = packing.length(sequence);
    long before = 2L * packing.first(sequence) * heads + 2L * length * head;
    return frame.address(diagonals) + 4 * (before + distance + length - 1);
  }

  void clear(Frame frame, Buffer diagonals, int sequence, int head) {
    int length = frame.packing().length(sequence);
    Lanes.zero(diagonal(frame, diagonals, sequence, head, 1 - length), 2L * length);
  }

  /** Adds a tile of the gradient by a head's scores. */
  void addDiagonals(
      Frame frame,
      Buffer diagonals,
      int sequence,
      int head,
      int firstRow,
      int rows,
      int firstColumn,
      int columns,
      long ds,
      int stride) {
    for (int row = 0; row < rows; row++) {
      long to = diagonal(frame, diagonals, sequence, head, firstColumn - firstRow - row);
      Sums.add(to, ds + 4L * row * stride, to, columns);
    }
  }

  /** The step that adds the diagonals to the table's gradient, in the order of the batch. */
  Step intoTable(String name, Buffer diagonals, int gradient) {
    return Step.intoGradient(
        name,
        List.of(diagonals),
        gradient,
        _ -> heads,
        (frame, worker, head) -> {
          float[] sums = worker.factors(bias.buckets());
          Arrays.fill(sums, 0, bias.buckets(), 0);
          for (int s = 0; s < frame.packing().sequences(); s++) {
            int length = frame.packing().length(s);
            for (int distance = 1 - length; distance < length; distance++)
              sums[bucket(distance)] += Lanes.get(diagonal(frame, diagonals, s, head, distance));
          }
          for (int b = 0; b < bias.buckets(); b++) {
            long to = frame.gradient(gradient) + 4L * (b * heads + head);
            Lanes.set(to, Lanes.get(to) + sums[b]);
          }
        });
  }
}
