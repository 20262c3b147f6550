package org.denselab.study;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.denselab.data.Collection;
import org.denselab.data.Document;
import org.denselab.data.Query;
import org.denselab.study.result.StudyResult.QueryShift;

/** The texts of a split's queries and of the passages that matter for them. */
record QueryTexts(
    Map<String, Query> queries,
    Map<String, Map<String, Integer>> grades,
    Map<String, String> passages) {
  /**
   * Reads the texts in one pass over the corpus.
   *
   * @param firstHits passage by query, a map a run
   */
  static QueryTexts of(Collection data, String split, List<Map<String, String>> firstHits)
      throws IOException {
    var set = data.queries(split);
    Map<String, Query> queries = new HashMap<>();
    Set<String> wanted = new HashSet<>();
    for (Query query : set.queries()) {
      queries.put(query.id(), query);
      wanted.add(gold(set.qrels().of(query.id())));
    }
    firstHits.forEach(hits -> wanted.addAll(hits.values()));
    Map<String, String> passages = new HashMap<>();
    try (Stream<Document> documents = data.corpus().documents()) {
      documents.filter(d -> wanted.contains(d.id())).forEach(d -> passages.put(d.id(), d.joined()));
    }
    return new QueryTexts(queries, set.qrels().grades(), passages);
  }

  /** What is told of a change from one run to another, by their first hits. */
  Lookup between(Map<String, String> before, Map<String, String> after) {
    return (id, from, to, texts) -> {
      String gold = gold(grades.getOrDefault(id, Map.of()));
      return new QueryShift(
          id,
          texts ? queries.get(id).text() : "",
          from,
          to,
          gold,
          texts ? passages.getOrDefault(gold, "") : "",
          passage(before.getOrDefault(id, ""), texts),
          passage(after.getOrDefault(id, ""), texts));
    };
  }

  /** Tells what a query is, and what became of it. */
  @FunctionalInterface
  interface Lookup {
    QueryShift shift(String id, double before, double after, boolean texts);
  }

  private String passage(String id, boolean texts) {
    if (id.isEmpty()) return "";
    return texts ? id + ": " + passages.getOrDefault(id, "") : id;
  }

  /** The passage judged highest. */
  private static String gold(Map<String, Integer> judged) {
    return judged.entrySet().stream()
        .filter(e -> e.getValue() > 0)
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse("");
  }
}
