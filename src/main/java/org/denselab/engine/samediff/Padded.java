package org.denselab.engine.samediff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.denselab.engine.Batch;

/**
 * Some sequences of a batch, padded on the right to one length. Both sizes come from few choices,
 * because preparing a pass for a new shape takes as long as running it. Row {@code i * length + t}
 * is token t of member i; members past the last are padding too.
 *
 * @param members numbers of the sequences in the batch
 * @param size sequences, padding included
 * @param length tokens a sequence, padding included
 */
@SuppressWarnings("ArrayRecordComponent") // made here, never changed
record Padded(Batch batch, int[] members, int size, int length) {
  /** Padding rows that cost as much as running all operations once more. */
  private static final int ROWS_PER_PASS = 192;

  /** Splits a batch so that short sequences are not padded to the length of long ones. */
  static List<Padded> split(Batch batch) {
    int[] order =
        IntStream.range(0, batch.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> batch.ids()[i].length))
            .mapToInt(i -> i)
            .toArray();
    // cheapest[n]: the least cost of the n shortest; start[n]: where their last group starts
    long[] cheapest = new long[order.length + 1];
    int[] start = new int[order.length + 1];
    for (int n = 1; n <= order.length; n++) {
      cheapest[n] = Long.MAX_VALUE;
      int length = bucket(batch.ids()[order[n - 1]].length);
      for (int from = 0; from < n; from++) {
        long cost = cheapest[from] + ROWS_PER_PASS + (long) bucketSize(n - from) * length;
        if (cost < cheapest[n]) {
          cheapest[n] = cost;
          start[n] = from;
        }
      }
    }
    var groups = new ArrayList<Padded>();
    for (int to = order.length; to > 0; to = start[to]) {
      int[] members = Arrays.copyOfRange(order, start[to], to);
      int length = bucket(batch.ids()[order[to - 1]].length);
      groups.addFirst(new Padded(batch, members, bucketSize(members.length), length));
    }
    return groups;
  }

  private static int bucket(int length) {
    return roundUp(length, length <= 64 ? 8 : length <= 256 ? 32 : 128);
  }

  private static int bucketSize(int sequences) {
    return roundUp(sequences, sequences <= 8 ? 1 : sequences <= 32 ? 4 : 8);
  }

  private static int roundUp(int n, int step) {
    return (n + step - 1) / step * step;
  }

  int rows() {
    return size * length;
  }

  int[] ids(int member) {
    return batch.ids()[members[member]];
  }

  int type(int member, int token) {
    return batch.typeIds() == null ? 0 : batch.typeIds()[members[member]][token];
  }
}
