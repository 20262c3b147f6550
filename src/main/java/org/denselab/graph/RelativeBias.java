package org.denselab.graph;

/**
 * A number a head added to the score of each pair of tokens, chosen by their distance (T5, arXiv
 * 1910.10683, section 2.1): small distances have a bucket each, larger ones share buckets whose
 * borders grow logarithmically. All layers read one table.
 *
 * @param table parameter {@code [buckets, heads]}
 * @param buckets rows of the table, both directions together
 * @param maxDistance from where on all distances share the last bucket
 * @param bidirectional whether keys after the query have buckets of their own; else they count as
 *     distance 0
 */
public record RelativeBias(String table, int buckets, int maxDistance, boolean bidirectional) {
  public RelativeBias {
    int exact = (bidirectional ? buckets / 2 : buckets) / 2;
    if (exact < 1 || maxDistance <= exact)
      throw new IllegalArgumentException(
          buckets + " buckets do not divide distances up to " + maxDistance);
  }

  /** The row of the table for a key's place minus the query's. */
  public int bucket(int relative) {
    int half = bidirectional ? buckets / 2 : buckets;
    int offset = bidirectional && relative > 0 ? half : 0;
    int distance = bidirectional ? Math.abs(relative) : Math.max(0, -relative);
    int exact = half / 2;
    if (distance < exact) return offset + distance;
    // in single precision, as HuggingFace: borders at powers of two depend on the rounding
    float log = (float) Math.log((float) distance / exact);
    float border = (float) Math.log((double) maxDistance / exact);
    int further = (int) (log / border * (half - exact));
    return offset + Math.min(exact + further, half - 1);
  }
}
