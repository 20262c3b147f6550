package org.denselab.eval;

import java.util.List;
import java.util.Locale;

/** trec_eval's counts, which are added over the queries. */
public enum Count implements RankingMeasure {
  NUM_Q {
    @Override
    public double score(Ranking ranking, int cutoff, int level) {
      return 1;
    }
  },
  NUM_RET {
    @Override
    public double score(Ranking ranking, int cutoff, int level) {
      return ranking.ranks(0);
    }
  },
  NUM_REL {
    @Override
    public double score(Ranking ranking, int cutoff, int level) {
      return ranking.relevant(level);
    }
  },
  NUM_REL_RET {
    @Override
    public double score(Ranking ranking, int cutoff, int level) {
      return ranking.relevantRetrieved(0, level);
    }
  };

  @Override
  public String label() {
    return name().toLowerCase(Locale.ROOT);
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
    return this == NUM_REL || this == NUM_REL_RET;
  }

  @Override
  public boolean summed() {
    return true;
  }
}
