package org.denselab.analysis;

import java.util.ArrayList;
import java.util.List;

/** How long texts are, as a histogram: any number of texts in a megabyte. */
final class Lengths {
  static final List<Integer> LIMITS = List.of(32, 64, 128, 256, 512, 1024, 2048, 4096);

  private static final int LONGEST = 1 << 16;

  private final long[] texts = new long[LONGEST + 1];
  private long count;
  private long sum;
  private int longest;

  void add(int length) {
    texts[Math.min(length, LONGEST)]++;
    count++;
    sum += length;
    longest = Math.max(longest, length);
  }

  long count() {
    return count;
  }

  int longest() {
    return longest;
  }

  /** The smallest length that at least this share of the texts does not exceed. */
  int quantile(double share) {
    long wanted = (long) Math.ceil(share * count);
    long seen = 0;
    for (int length = 0; length <= LONGEST; length++) {
      seen += texts[length];
      if (seen >= wanted) return length;
    }
    return longest;
  }

  /** What each limit would cut, until one cuts nothing. */
  List<Validation.Cut> cuts(int limitTakesAlso) {
    List<Validation.Cut> cuts = new ArrayList<>();
    for (int limit : LIMITS) {
      int room = limit - limitTakesAlso;
      long cut = 0;
      long lost = 0;
      for (int length = room + 1; length <= LONGEST; length++) {
        cut += texts[length];
        lost += texts[length] * (length - room);
      }
      // the last bar holds all that is longer
      if (longest > LONGEST) lost += sum - heldSum();
      cuts.add(new Validation.Cut(limit, (double) cut / count, (double) lost / Math.max(sum, 1)));
      if (cut == 0) break;
    }
    return cuts;
  }

  private long heldSum() {
    long held = 0;
    for (int length = 0; length <= LONGEST; length++) held += texts[length] * length;
    return held;
  }
}
