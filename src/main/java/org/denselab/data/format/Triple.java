package org.denselab.data.format;

import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A record of which one positive and at most one negative count. */
record Triple(TrainingRecord record, String positive, Optional<String> negative) {
  /**
   * As many triples as it takes to name every passage once; the shorter list starts over. None for
   * a record without positives.
   */
  static Stream<Triple> of(TrainingRecord record) {
    var positives = record.positives();
    var negatives = record.negatives();
    if (positives.isEmpty()) return Stream.empty();
    return IntStream.range(0, Math.max(positives.size(), negatives.size()))
        .mapToObj(
            i ->
                new Triple(
                    record,
                    positives.get(i % positives.size()).joined(),
                    negatives.isEmpty()
                        ? Optional.empty()
                        : Optional.of(negatives.get(i % negatives.size()).joined())));
  }
}
