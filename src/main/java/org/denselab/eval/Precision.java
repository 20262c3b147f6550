package org.denselab.eval;

import java.util.List;

/** Relevant passages within the cutoff over the cutoff, however few were retrieved. */
public record Precision() implements RankingMeasure {
  @Override
  public String label() {
    return "P";
  }

  @Override
  public List<String> synonyms() {
    return List.of("precision");
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
    return (double) ranking.relevantRetrieved(cutoff, level) / cutoff;
  }
}
