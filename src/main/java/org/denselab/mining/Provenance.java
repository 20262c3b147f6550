package org.denselab.mining;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where mined negatives come from; equal provenance, equal negatives.
 *
 * @param tool name and version of the program
 * @param source what ranked the passages, such as {@code bm25}, and {@code settings} how
 * @param collection name of the collection, and {@code split} the queries'
 * @param queries SHA-256 over the queries' ids and texts and their judgments
 * @param ranking SHA-256 of what the order depends on, such as the index
 * @param window the window in words, as ranks and as a share of the collection
 */
public record Provenance(
    String tool,
    String source,
    Map<String, String> settings,
    String collection,
    String split,
    String queries,
    String ranking,
    long documents,
    String window,
    MiningRules rules,
    MiningCounts counts) {
  public Provenance {
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
  }
}
