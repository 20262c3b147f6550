package org.denselab.dsl;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A study whose every key is valid, ready to be turned into stages.
 *
 * @param yaml the study with every default filled in and every reference followed; loading it gives
 *     the same cells
 * @param hash SHA-256 of {@code yaml}
 * @param cells the product of the sweep's axes without what {@code exclude} drops; one cell where
 *     nothing is swept; what {@code select.over} chooses among is one cell
 * @param missing settings that are not given: such a study can be planned, and not run
 */
public record ResolvedStudy(
    String name,
    String question,
    String yaml,
    String hash,
    List<StudyCell> cells,
    Set<String> missing) {
  public ResolvedStudy {
    cells = List.copyOf(cells);
    missing = Collections.unmodifiableSet(new LinkedHashSet<>(missing));
  }
}
