package org.denselab.data;

/** A retrieved passage and its score; higher is better. */
public record Hit(String docId, double score) {}
