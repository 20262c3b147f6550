package org.denselab.eval;

import java.util.List;

/** 1 where a relevant passage is within the cutoff. */
public record Success() implements RankingMeasure {
  @Override
  public String label() {
    return "Success";
  }

  @Override
  public List<String> synonyms() {
    return List.of("hit", "hits");
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
    return ranking.relevantRetrieved(cutoff, level) > 0 ? 1 : 0;
  }
}
