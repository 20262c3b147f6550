package org.denselab.eval;

import java.util.List;

/** Share of all relevant passages found within the cutoff. */
public record Recall() implements RankingMeasure {
  @Override
  public String label() {
    return "R";
  }

  @Override
  public List<String> synonyms() {
    return List.of("recall");
  }

  @Override
  public Cutoff cutoff() {
    return Cutoff.REQUIRED;
  }

  @Override
  public boolean usesLevel() {
    return true;
  }

  @Override
  public double score(Ranking ranking, int cutoff, int level) {
    int relevant = ranking.relevant(level);
    return relevant == 0 ? 0 : (double) ranking.relevantRetrieved(cutoff, level) / relevant;
  }
}
