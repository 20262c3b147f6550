package org.denselab.eval;

import java.util.List;

/** What a metric computes, before cutoff and relevance level are chosen. */
public sealed interface Measure permits RankingMeasure, PairMeasure {
  /** How a measure treats {@code @k}. */
  enum Cutoff {
    REQUIRED,
    OPTIONAL,
    NONE
  }

  /** The name that reports print, such as {@code nDCG}. */
  String label();

  /** Other spellings in lower case, such as trec_eval's {@code ndcg_cut}. */
  List<String> synonyms();

  Cutoff cutoff();

  /** True where grades are split into relevant and not, so that {@code (rel=2)} means something. */
  boolean usesLevel();
}
