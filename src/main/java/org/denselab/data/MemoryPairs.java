package org.denselab.data;

import java.util.List;

/** A similarity dataset that is held in memory. */
public record MemoryPairs(
    String name,
    String fingerprint,
    boolean synthetic,
    List<Example> triples,
    List<ScoredPair> scored)
    implements Pairs {
  public MemoryPairs {
    triples = List.copyOf(triples);
    scored = List.copyOf(scored);
  }
}
