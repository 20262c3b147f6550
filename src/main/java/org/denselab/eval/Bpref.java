package org.denselab.eval;

import java.util.List;

/**
 * How rarely judged non-relevant passages stand above relevant ones (Buckley and Voorhees 2004), in
 * the later form that divides by the smaller of both counts.
 */
public record Bpref() implements RankingMeasure {
  @Override
  public String label() {
    return "bpref";
  }

  @Override
  public List<String> synonyms() {
    return List.of();
  }

  @Override
  public Cutoff cutoff() {
    return Cutoff.NONE;
  }

  @Override
  public boolean usesLevel() {
    return true;
  }

  @Override
  public double score(Ranking ranking, int cutoff, int level) {
    int relevant = ranking.relevant(level);
    if (relevant == 0) return 0;
    int bound = Math.min(ranking.judgedNonRelevant(level), relevant);
    int nonRelevant = 0;
    double sum = 0;
    for (int i = 0; i < ranking.ranks(0); i++) {
      if (ranking.judgedNonRelevant(i, level)) nonRelevant++;
      else if (ranking.relevant(i, level))
        sum += nonRelevant == 0 ? 1 : 1 - (double) Math.min(nonRelevant, relevant) / bound;
    }
    return sum / relevant;
  }
}
