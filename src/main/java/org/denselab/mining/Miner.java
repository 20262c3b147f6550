package org.denselab.mining;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.denselab.base.Pieces;
import org.denselab.base.Progress;
import org.denselab.base.Sha256;
import org.denselab.data.Qrels;
import org.denselab.data.Query;
import org.denselab.data.QuerySet;

/**
 * Mines hard negatives from a ranking: hits in a window of ranks, never a positive nor a passage
 * that says the same. Where a query has too few it gets fewer: nothing is drawn at random to fill
 * up.
 */
public final class Miner {
  private static final Logger LOG = LogManager.getLogger();
  private static final int LISTED = 10;

  private final Ranking ranking;
  private final MiningRules rules;
  private final String tool;

  /**
   * @param tool name and version of the program, for the provenance
   */
  public Miner(Ranking ranking, MiningRules rules, String tool) {
    this.ranking = ranking;
    this.rules = rules;
    this.tool = tool;
  }

  /**
   * The negatives of every query; the same for any number of threads.
   *
   * @param collection its name, for the provenance
   * @param queries with the judgments that tell positives (grade above 0): the training split's
   * @param kept finished shards of this very work, of an earlier attempt and of this one
   */
  public MinedNegatives mine(
      String collection, QuerySet queries, Pieces kept, Progress.Source source) throws IOException {
    long start = System.nanoTime();
    List<Selection> selections;
    try (var progress = source.start("mine", "queries", queries.queries().size())) {
      var setting = ranking.name() + ranking.fingerprint() + ranking.settings() + rules;
      selections =
          new SelectionShards(kept, setting, progress)
              .map(queries, part -> select(part, queries.qrels(), progress));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    var byQuery = new LinkedHashMap<String, List<Mined>>();
    for (int i = 0; i < selections.size(); i++)
      byQuery.put(queries.queries().get(i).id(), selections.get(i).negatives());
    var mined = new MinedNegatives(provenance(collection, queries, selections), byQuery);
    report(mined, seconds);
    return mined;
  }

  private List<Selection> select(List<Query> part, Qrels qrels, Progress progress)
      throws IOException {
    var ranked = ranking.of(part, rules.depth(), progress);
    List<Selection> selections = new ArrayList<>();
    for (int i = 0; i < part.size(); i++)
      selections.add(
          Selection.of(
              part.get(i).id(),
              new HashSet<>(qrels.positives(part.get(i).id())),
              ranked.get(i),
              ranking,
              rules));
    return selections;
  }

  private Provenance provenance(String collection, QuerySet queries, List<Selection> selections) {
    return new Provenance(
        tool,
        ranking.name(),
        ranking.settings(),
        collection,
        queries.split(),
        fingerprint(queries),
        ranking.fingerprint(),
        ranking.documents(),
        rules.window(ranking.documents()),
        rules,
        counts(selections));
  }

  private MiningCounts counts(List<Selection> selections) {
    int none = (int) selections.stream().filter(s -> s.negatives().isEmpty()).count();
    int full = (int) selections.stream().filter(s -> s.negatives().size() == rules.count()).count();
    return new MiningCounts(
        selections.size(),
        full,
        selections.size() - full - none,
        none,
        (int) selections.stream().filter(s -> !s.judged()).count(),
        (int) selections.stream().filter(s -> s.judged() && !s.positiveRetrieved()).count(),
        selections.stream().mapToLong(Selection::duplicates).sum(),
        selections.stream().mapToLong(Selection::ruledOut).sum());
  }

  /** SHA-256 over queries and judgments, as a mined file's provenance has it. */
  public static String fingerprint(QuerySet queries) {
    return fingerprint(queries, queries.queries());
  }

  /** SHA-256 over some of the queries and their judgments. */
  static String fingerprint(QuerySet queries, List<Query> some) {
    var hash = new Sha256();
    for (Query query : some) {
      hash.add(query.id()).add(query.text());
      queries.qrels().of(query.id()).forEach((doc, grade) -> hash.add(doc).add("" + grade));
    }
    return hash.hex();
  }

  private void report(MinedNegatives mined, double seconds) {
    var counts = mined.provenance().counts();
    LOG.info(
        "mined {} queries/s, {}; {}",
        Math.round(counts.queries() / seconds),
        mined.provenance().window(),
        counts.inWords(rules));
    List<String> none =
        mined.byQuery().entrySet().stream()
            .filter(entry -> entry.getValue().isEmpty())
            .map(Map.Entry::getKey)
            .toList();
    if (!none.isEmpty())
      LOG.warn(
          "{} of {} queries have no negatives: {}{}",
          none.size(),
          counts.queries(),
          String.join(", ", none.subList(0, Math.min(LISTED, none.size()))),
          none.size() > LISTED ? ", … (all in the mined file)" : "");
  }
}
