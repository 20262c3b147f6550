package org.denselab.eval;

import java.util.List;

/** Precision at rank R, the number of relevant passages. */
public record RPrecision() implements RankingMeasure {
  @Override
  public String label() {
    return "Rprec";
  }

  @Override
  public List<String> synonyms() {
    return List.of("r-prec", "r-precision");
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
    return relevant == 0 ? 0 : (double) ranking.relevantRetrieved(relevant, level) / relevant;
  }
}
