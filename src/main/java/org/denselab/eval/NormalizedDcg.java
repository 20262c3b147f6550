package org.denselab.eval;

import java.util.List;

/**
 * Normalised discounted cumulative gain: gain is the grade itself, discount log2(rank + 1)
 * (Järvelin and Kekäläinen 2002), over the best ranking of all judged passages.
 */
public record NormalizedDcg() implements RankingMeasure {
  @Override
  public String label() {
    return "nDCG";
  }

  @Override
  public List<String> synonyms() {
    return List.of("ndcg_cut");
  }

  @Override
  public Cutoff cutoff() {
    return Cutoff.OPTIONAL;
  }

  @Override
  public boolean usesLevel() {
    return false;
  }

  @Override
  public double score(Ranking ranking, int cutoff, int level) {
    double ideal = 0;
    int best = cutoff > 0 ? Math.min(cutoff, ranking.judgments()) : ranking.judgments();
    for (int i = 0; i < best; i++) ideal += discounted(ranking.idealGain(i), i);
    if (ideal == 0) return 0;
    double sum = 0;
    for (int i = 0; i < ranking.ranks(cutoff); i++) sum += discounted(ranking.gain(i), i);
    return sum / ideal;
  }

  private static double discounted(int gain, int index) {
    return gain / (Math.log(index + 2) / Math.log(2));
  }
}
