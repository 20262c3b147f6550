package org.denselab.lexical;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.search.ScoreDoc;
import org.denselab.base.Seeds;
import org.denselab.lexical.MiningRules.Pick;

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
   */
  static Selection of(
      String queryId,
      Set<String> positives,
      ScoreDoc[] ranked,
      Passages passages,
      MiningRules rules)
      throws IOException {
    if (positives.isEmpty()) return new Selection(List.of(), false, false, 0, 0);
    Set<Integer> numbers = new HashSet<>();
    Set<Integer> texts = new HashSet<>();
    for (String id : positives) {
      int number = passages.number(id);
      if (number < 0) continue;
      numbers.add(number);
      texts.add(passages.textKey(number));
    }
    ScoreDoc best = null;
    for (int i = ranked.length - 1; i >= 0; i--)
      if (numbers.contains(ranked[i].doc)) best = ranked[i];
    int duplicates = 0;
    int ruledOut = 0;
    var candidates = new ArrayList<Mined>();
    for (int rank = rules.from(); rank <= Math.min(rules.to(), ranked.length); rank++) {
      ScoreDoc hit = ranked[rank - 1];
      if (numbers.contains(hit.doc)) continue;
      if (texts.contains(passages.textKey(hit.doc))) duplicates++;
      else if (best != null && !rules.allow(hit.score, best.score)) ruledOut++;
      else candidates.add(new Mined(passages.id(hit.doc), rank, hit.score));
    }
    return new Selection(
        pick(queryId, candidates, rules), true, best != null, duplicates, ruledOut);
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
