package org.denselab.mining;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.denselab.base.Seeds;
import org.denselab.mining.MiningRules.Pick;

/** One query's negatives, and what was left out on the way. */
record Selection(
    List<Mined> negatives,
    boolean judged,
    boolean positiveRetrieved,
    int duplicates,
    int ruledOut) {

  /**
   * @param positives ids of all passages judged relevant
   * @param ranked the query's hits, best first
   * @param ranking tells positives' texts
   */
  static Selection of(
      String queryId,
      Set<String> positives,
      List<Candidate> ranked,
      Ranking ranking,
      MiningRules rules)
      throws IOException {
    if (positives.isEmpty()) return new Selection(List.of(), false, false, 0, 0);
    Set<Long> texts = new HashSet<>();
    for (String id : positives) ranking.text(id).ifPresent(texts::add);
    Optional<Candidate> best =
        ranked.stream().filter(hit -> positives.contains(hit.doc())).findFirst();
    int duplicates = 0;
    int ruledOut = 0;
    var candidates = new ArrayList<Mined>();
    for (int rank = rules.from(); rank <= Math.min(rules.to(), ranked.size()); rank++) {
      Candidate hit = ranked.get(rank - 1);
      if (positives.contains(hit.doc())) continue;
      if (texts.contains(hit.text())) duplicates++;
      else if (best.isPresent() && !rules.allow(hit.score(), best.get().score())) ruledOut++;
      else candidates.add(new Mined(hit.doc(), rank, hit.score()));
    }
    return new Selection(
        pick(queryId, candidates, rules), true, best.isPresent(), duplicates, ruledOut);
  }

  private static List<Mined> pick(String queryId, List<Mined> candidates, MiningRules rules) {
    int count = Math.min(rules.count(), candidates.size());
    if (rules.pick() == Pick.SAMPLED) {
      var random = Seeds.stream(rules.seed(), "negatives of " + queryId);
      for (int i = 0; i < count; i++)
        Collections.swap(candidates, i, random.nextInt(i, candidates.size()));
    }
    return candidates.subList(0, count).stream()
        .sorted(Comparator.comparingInt(Mined::rank))
        .toList();
  }
}
