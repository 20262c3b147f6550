package org.denselab.eval;

import org.denselab.base.BadInput;

/**
 * How a run is scored.
 *
 * @param averagedOver which queries count
 * @param depth ranks of the run that are read, 0 for all; trec_eval's {@code -M}
 * @param level the lowest grade that counts as relevant, for metrics that state none; trec_eval's
 *     {@code -l}
 * @param dropIdenticalIds leaves out hits whose id is the query's own: for collections whose
 *     queries are passages, such as ArguAna
 */
public record Options(AveragedOver averagedOver, int depth, int level, boolean dropIdenticalIds) {
  /** trec_eval's defaults. */
  public static final Options DEFAULT = new Options(AveragedOver.RETRIEVED, 0, 1, false);

  /** The queries that a mean is taken over. */
  public enum AveragedOver {
    /** Judged queries that the run has hits for. */
    RETRIEVED,
    /** All judged queries, missing ones scoring 0; trec_eval's {@code -c}. */
    JUDGED
  }

  public Options {
    if (depth < 0) throw new BadInput("eval: depth is " + depth + ", not 0 (all ranks) or above");
    if (level < 1) throw new BadInput("eval: relevance level is " + level + ", not 1 or above");
  }

  /** The same, over all judged queries. */
  public Options complete() {
    return new Options(AveragedOver.JUDGED, depth, level, dropIdenticalIds);
  }

  public Options withDepth(int depth) {
    return new Options(averagedOver, depth, level, dropIdenticalIds);
  }

  public Options withLevel(int level) {
    return new Options(averagedOver, depth, level, dropIdenticalIds);
  }

  /** The same, without hits whose id is the query's own. */
  public Options droppingIdenticalIds() {
    return new Options(averagedOver, depth, level, true);
  }
}
