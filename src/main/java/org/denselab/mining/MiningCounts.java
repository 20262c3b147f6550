package org.denselab.mining;

import java.util.Locale;

/**
 * What mining met, in queries unless said otherwise.
 *
 * @param full with as many negatives as asked for
 * @param fewer with some, but fewer
 * @param none without any
 * @param unjudged among {@code none}: no positive is known, so none can be told from a negative
 * @param positiveNotRetrieved whose positives all rank below the depth; they keep their negatives,
 *     margin and ratio not applied
 * @param duplicates hits left out because they say the same as a positive
 * @param ruledOut hits left out by margin or ratio
 */
public record MiningCounts(
    int queries,
    int full,
    int fewer,
    int none,
    int unjudged,
    int positiveNotRetrieved,
    long duplicates,
    long ruledOut) {

  /** One sentence for logs and reports. */
  public String inWords(MiningRules rules) {
    return String.format(
        Locale.ROOT,
        "%,d queries: %,d with %d negatives, %,d with fewer, %,d without (%,d of them unjudged);"
            + " %,d have no positive in the first %d hits; %,d hits repeat a positive's text,"
            + " %,d ruled out by score",
        queries,
        full,
        rules.count(),
        fewer,
        none,
        unjudged,
        positiveNotRetrieved,
        rules.depth(),
        duplicates,
        ruledOut);
  }
}
