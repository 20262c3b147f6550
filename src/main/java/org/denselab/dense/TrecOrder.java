package org.denselab.dense;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import org.denselab.data.Hit;

/** The order of hits in trec_eval: score descending, then id descending by its bytes. */
final class TrecOrder {
  static final Comparator<Hit> BEST_FIRST =
      Comparator.comparingDouble(Hit::score)
          .reversed()
          .thenComparing(Hit::docId, (a, b) -> compareIds(b, a));

  private TrecOrder() {}

  static int compareIds(String a, String b) {
    return Arrays.compareUnsigned(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }
}
