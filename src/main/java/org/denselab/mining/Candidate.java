package org.denselab.mining;

/**
 * A passage that a ranking has found for a query.
 *
 * @param text equal for passages of a collection that say the same
 */
public record Candidate(String doc, float score, long text) {}
