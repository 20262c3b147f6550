package org.denselab.data;

/** A query of a collection. */
public record Query(String id, String text) {}
