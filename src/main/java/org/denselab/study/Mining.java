package org.denselab.study;

import java.util.List;
import java.util.Optional;
import org.denselab.dsl.Negatives;
import org.denselab.mining.MiningRules;

/** The study's settings of negatives in the words of the mining room. */
final class Mining {
  private Mining() {}

  static MiningRules rules(Negatives.Mined mined) {
    return ofWindow(
        mined.depth(), mined.window(), mined.count(), mined.margin(), mined.ratio(), mined.seed());
  }

  static MiningRules rules(Negatives.Dense dense) {
    return ofWindow(
        dense.depth(), dense.window(), dense.count(), dense.margin(), dense.ratio(), dense.seed());
  }

  /** Looks at more passages than are wanted, as positives are left out. */
  static MiningRules rules(Negatives.Random random) {
    int depth = 2 * random.count() + 20;
    return MiningRules.ofWindow(
        depth, 1, depth, random.count(), MiningRules.Pick.TOP, random.seed());
  }

  private static MiningRules ofWindow(
      int depth,
      List<Integer> window,
      Optional<Integer> wanted,
      Optional<Double> margin,
      Optional<Double> ratio,
      long seed) {
    int from = window.getFirst();
    int to = window.getLast();
    int all = to - from + 1;
    int count = wanted.orElse(all);
    var pick = count == all ? MiningRules.Pick.TOP : MiningRules.Pick.SAMPLED;
    return new MiningRules(
        depth, from, to, count, pick, margin.orElse(null), ratio.orElse(null), seed);
  }
}
