package org.denselab.data;

/** Two texts and a human (or generated) similarity; higher is more alike. */
public record ScoredPair(String id, String first, String second, double score) {}
