package org.denselab.mining;

import java.util.Locale;
import org.denselab.base.BadInput;

/**
 * Which hits of a query become its hard negatives.
 *
 * @param depth hits retrieved; a positive below does not count as retrieved
 * @param from first rank of the window, from 1, positives counted
 * @param to last rank of the window, not above {@code depth}
 * @param count negatives a query at most
 * @param margin keeps hits that score at least this much below the best retrieved positive; null
 *     where off
 * @param ratio keeps hits that score at most this share of the best retrieved positive; null where
 *     off
 * @param seed of the draws where {@code pick} is sampled
 */
public record MiningRules(
    int depth, int from, int to, int count, Pick pick, Double margin, Double ratio, long seed) {
  /** How negatives are chosen among what the window and the rules leave. */
  public enum Pick {
    /** The highest ranks. */
    TOP,
    /** Drawn evenly, from a stream named by the query's id. */
    SAMPLED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public MiningRules {
    if (from < 1 || to < from)
      throw new BadInput(
          "negatives: window [%d, %d] is not one of ranks from 1".formatted(from, to));
    if (depth < to)
      throw new BadInput(
          "negatives: window [%d, %d] reaches below depth %d".formatted(from, to, depth));
    if (count < 1) throw new BadInput("negatives: count is " + count + ", not 1 or above");
    if (count > to - from + 1)
      throw new BadInput(
          "negatives: count is %d but window [%d, %d] has only %d ranks"
              .formatted(count, from, to, to - from + 1));
    if (margin != null && !(margin >= 0 && margin < Double.POSITIVE_INFINITY))
      throw new BadInput("negatives: margin is " + margin + ", not 0 or above");
    if (ratio != null && !(ratio > 0 && ratio <= 1))
      throw new BadInput("negatives: ratio is " + ratio + ", not above 0 and up to 1");
  }

  /** Margin and ratio off: the default for BM25 (a positive often ranks below its negatives). */
  public static MiningRules ofWindow(int depth, int from, int to, int count, Pick pick, long seed) {
    return new MiningRules(depth, from, to, count, pick, null, null, seed);
  }

  /**
   * True where the score rules let a hit pass beside a retrieved positive.
   *
   * @throws BadInput where a ratio is asked of a positive that scores 0 or less
   */
  public boolean allow(double score, double positive) {
    if (ratio != null && positive <= 0)
      throw new BadInput(
          "negatives: ratio %s needs positive scores, and a positive scores %s; use margin"
              .formatted(ratio, positive));
    return (margin == null || score <= positive - margin)
        && (ratio == null || score <= positive * ratio);
  }

  /** The window as ranks and as a share of the collection. */
  String window(long documents) {
    return String.format(
        Locale.ROOT,
        "ranks %d to %d of %d passages (%.2g %% to %.2g %%)",
        from,
        to,
        documents,
        100.0 * from / documents,
        100.0 * Math.min(to, documents) / documents);
  }
}
