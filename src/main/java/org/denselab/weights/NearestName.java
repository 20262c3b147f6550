package org.denselab.weights;

import java.util.Collection;
import java.util.Comparator;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The name that was probably meant. */
final class NearestName {
  private NearestName() {}

  /** {@code "; nearest is x"}, or nothing where there are no names. */
  static String hint(String name, Collection<String> names) {
    var distance = LevenshteinDistance.getDefaultInstance();
    return names.stream()
        .min(
            Comparator.comparingInt((String n) -> distance.apply(name, n))
                .thenComparing(Comparator.naturalOrder()))
        .map(nearest -> "; nearest is " + nearest)
        .orElse("");
  }
}
