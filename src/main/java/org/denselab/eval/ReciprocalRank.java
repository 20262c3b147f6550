package org.denselab.eval;

import java.util.List;

/** One over the rank of the first relevant passage; its mean is MRR. */
public record ReciprocalRank() implements RankingMeasure {
  @Override
  public String label() {
    return "RR";
  }

  @Override
  public List<String> synonyms() {
    return List.of("mrr", "recip_rank");
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
    for (int i = 0; i < ranking.ranks(cutoff); i++)
      if (ranking.relevant(i, level)) return 1.0 / (i + 1);
    return 0;
  }
}
