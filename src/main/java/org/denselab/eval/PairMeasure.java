package org.denselab.eval;

import java.util.List;

/** A measure of predicted against human similarity over a set of pairs. */
public non-sealed interface PairMeasure extends Measure {
  /** Both arrays hold one value a pair, in the same order; 0 where either of them is constant. */
  double score(double[] predicted, double[] gold);

  @Override
  default List<String> synonyms() {
    return List.of();
  }

  @Override
  default Cutoff cutoff() {
    return Cutoff.NONE;
  }

  @Override
  default boolean usesLevel() {
    return false;
  }
}
