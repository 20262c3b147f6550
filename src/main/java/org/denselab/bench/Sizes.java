package org.denselab.bench;

/**
 * A batch.
 *
 * @param queryLength tokens, at most
 * @param passageLength tokens, at most
 * @param negatives of a query, beside its positive
 */
public record Sizes(int queries, int queryLength, int passageLength, int negatives) {
  int passages() {
    return queries * (1 + negatives);
  }
}
