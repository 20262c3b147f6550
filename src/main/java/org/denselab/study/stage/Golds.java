package org.denselab.study.stage;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.denselab.data.Collection;
import org.denselab.data.Document;
import org.denselab.data.QuerySet;
import org.denselab.text.BoundTemplate;

/**
 * What answers the queries of a split.
 *
 * @param texts the golds of each query, title and text joined
 * @param evidence the words of them that answer it, by query; empty where the data does not say
 */
record Golds(Map<String, List<String>> texts, Map<String, String> evidence) {
  /** Reads the collection once. */
  static Golds of(Collection data, String split) {
    QuerySet queries = data.queries(split);
    Map<String, List<String>> ids = new HashMap<>();
    var qrels = queries.qrels();
    for (String query : qrels.grades().keySet()) ids.put(query, qrels.positives(query));
    Set<String> wanted = new HashSet<>();
    ids.values().forEach(wanted::addAll);
    Map<String, String> found = new HashMap<>();
    try (Stream<Document> documents = data.corpus().documents()) {
      documents
          .filter(document -> wanted.contains(document.id()))
          .forEach(document -> found.put(document.id(), document.joined()));
    }
    Map<String, List<String>> texts = new HashMap<>();
    ids.forEach(
        (query, golds) ->
            texts.put(query, golds.stream().filter(found::containsKey).map(found::get).toList()));
    return new Golds(texts, queries.evidence());
  }

  /** Whether the data says where its golds answer. */
  boolean known() {
    return !evidence.isEmpty();
  }

  /**
   * Queries whose evidence is read in one of their golds; where that is not known, a gold whole.
   */
  Set<String> within(BoundTemplate template) {
    Set<String> within = new HashSet<>();
    Map<String, String> read = new HashMap<>();
    texts.forEach(
        (query, golds) -> {
          for (String gold : golds) {
            String seen = read.computeIfAbsent(gold, template::read);
            if (seen.contains(evidence.getOrDefault(query, gold))) within.add(query);
          }
        });
    return within;
  }
}
