package org.denselab.eval;

/** A measure of one query's ranking against its judgments. */
public non-sealed interface RankingMeasure extends Measure {
  /**
   * One query's value.
   *
   * @param cutoff ranks that count, 0 for all of them
   * @param level the lowest grade that counts as relevant
   */
  double score(Ranking ranking, int cutoff, int level);

  /** True where trec_eval adds queries up instead of averaging them. */
  default boolean summed() {
    return false;
  }
}
