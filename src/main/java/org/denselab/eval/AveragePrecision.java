package org.denselab.eval;

import java.util.List;

/**
 * Precision at each relevant passage, summed and divided by the number of all relevant passages,
 * also under a cutoff (trec_eval divides so); its mean is MAP.
 */
public record AveragePrecision() implements RankingMeasure {
  @Override
  public String label() {
    return "AP";
  }

  @Override
  public List<String> synonyms() {
    return List.of("map", "map_cut");
  }

  @Override
  public Cutoff cutoff() {
    return Cutoff.OPTIONAL;
  }

  @Override
  public boolean usesLevel() {
    return true;
  }

  @Override
  public double score(Ranking ranking, int cutoff, int level) {
    double sum = 0;
    int found = 0;
    for (int i = 0; i < ranking.ranks(cutoff); i++)
      if (ranking.relevant(i, level)) sum += (double) ++found / (i + 1);
    int relevant = ranking.relevant(level);
    return relevant == 0 ? 0 : sum / relevant;
  }
}
