package org.denselab.eval;

import java.util.List;

/**
 * Share of the passages retrieved within the cutoff that were judged at all: how far to trust the
 * other metrics.
 */
public record Judged() implements RankingMeasure {
  @Override
  public String label() {
    return "Judged";
  }

  @Override
  public List<String> synonyms() {
    return List.of();
  }

  @Override
  public Cutoff cutoff() {
    return Cutoff.REQUIRED;
  }

  @Override
  public boolean usesLevel() {
    return false;
  }

  @Override
  public double score(Ranking ranking, int cutoff, int level) {
    int ranks = ranking.ranks(cutoff);
    int judged = 0;
    for (int i = 0; i < ranks; i++) if (ranking.judged(i)) judged++;
    return ranks == 0 ? 0 : (double) judged / ranks;
  }
}
