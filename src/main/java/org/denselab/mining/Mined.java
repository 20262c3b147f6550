package org.denselab.mining;

/** A hard negative: where it stood in the ranking, from 1, positives counted. */
public record Mined(String doc, int rank, float score) {}
