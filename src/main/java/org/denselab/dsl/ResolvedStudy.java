package org.denselab.dsl;

import java.util.List;

/**
 * A study whose every key is valid, ready to be turned into stages.
 *
 * @param yaml the study with every default filled in and every reference followed; loading it gives
 *     the same cells
 * @param hash SHA-256 of {@code yaml}
 * @param cells the product of the sweep's axes without what {@code exclude} drops; one cell where
 *     nothing is swept
 */
public record ResolvedStudy(
    String name, String question, String yaml, String hash, List<StudyCell> cells) {
  public ResolvedStudy {
    cells = List.copyOf(cells);
  }
}
