package org.denselab.base;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The name that was probably meant: fewest edits, then by alphabet. */
public final class NearestName {
  private NearestName() {}

  /** Empty only where there are no names. */
  public static Optional<String> of(String name, Collection<String> names) {
    var distance = LevenshteinDistance.getDefaultInstance();
    return names.stream()
        .min(
            Comparator.comparingInt((String n) -> distance.apply(name, n))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** {@code "; nearest is x"}, or nothing where there are no names. */
  public static String hint(String name, Collection<String> names) {
    return of(name, names).map(nearest -> "; nearest is " + nearest).orElse("");
  }
}
