package org.denselab.train;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import org.denselab.base.Seeds;

/**
 * Cuts the rows of one epoch into batches: shuffled, rows of like length together, no anchor twice
 * in a batch.
 */
final class EpochOrder {
  /** Rows are sorted by length within so many batches: order stays random across them. */
  private static final int WINDOW = 16;

  private EpochOrder() {}

  /**
   * The batches of one epoch, in order.
   *
   * @param anchor what must not occur twice in a batch, by row
   * @param length by row
   * @return row numbers; batches at the end may hold fewer than {@code batch}
   */
  static List<int[]> batches(
      int rows,
      int batch,
      IntUnaryOperator anchor,
      IntUnaryOperator length,
      long seed,
      long epoch) {
    var random = Seeds.stream(seed, "order", epoch);
    int[] order = shuffled(rows, random);
    var waiting = new ArrayDeque<Integer>();
    for (int from = 0; from < rows; from += WINDOW * batch) {
      int to = Math.min(rows, from + WINDOW * batch);
      Arrays.stream(order, from, to)
          .boxed()
          .sorted(Comparator.comparingInt(length::applyAsInt))
          .forEach(waiting::add);
    }
    var full = new ArrayList<int[]>();
    var partial = new ArrayList<int[]>();
    while (!waiting.isEmpty()) {
      int[] cut = cut(waiting, batch, anchor);
      (cut.length == batch ? full : partial).add(cut);
    }
    // sorted windows would otherwise run from short to long
    int[] places = shuffled(full.size(), random);
    var batches = new ArrayList<int[]>();
    for (int place : places) batches.add(full.get(place));
    batches.addAll(partial);
    return batches;
  }

  /** Takes rows from the front; one whose anchor is in the batch already keeps its place. */
  private static int[] cut(ArrayDeque<Integer> waiting, int batch, IntUnaryOperator anchor) {
    var taken = new ArrayList<Integer>();
    var later = new ArrayDeque<Integer>();
    var anchors = new HashSet<Integer>();
    while (taken.size() < batch && !waiting.isEmpty()) {
      int row = waiting.removeFirst();
      if (anchors.add(anchor.applyAsInt(row))) taken.add(row);
      else later.addLast(row);
    }
    while (!later.isEmpty()) waiting.addFirst(later.removeLast());
    return taken.stream().mapToInt(row -> row).toArray();
  }

  static int[] shuffled(int count, SplittableRandom random) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
