package org.denselab.lexical;

/**
 * Where mined negatives come from; equal provenance, equal negatives.
 *
 * @param tool name and version of the program
 * @param collection name of the collection, and {@code split} the queries'
 * @param queries SHA-256 over the queries' ids and texts and their judgments
 * @param index SHA-256 of the index (passages and analyzer)
 * @param window the window in words, as ranks and as a share of the collection
 */
public record Provenance(
    String tool,
    String collection,
    String split,
    String queries,
    String index,
    int documents,
    String analyzer,
    float k1,
    float b,
    String window,
    MiningRules rules,
    MiningCounts counts) {}
