package org.denselab.analysis.probe;

import org.denselab.engine.Matrix;

/**
 * The vectors of one layer under one pooling.
 *
 * @param queries a row an item {@code [items, width]}
 * @param passages a row a passage {@code [passages, width]}
 */
public record LayerVectors(Matrix queries, Matrix passages) {
  int width() {
    return queries.columns();
  }
}
