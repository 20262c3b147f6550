package org.denselab.data.atlas;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.denselab.base.Sha256;
import org.denselab.data.Document;
import org.denselab.data.MemoryCollection;
import org.denselab.data.Qrels;
import org.denselab.data.Query;
import org.denselab.data.QuerySet;

/** Collects the queries of one task and numbers them by split. */
final class QueryWriter {
  private static final class OneSplit {
    final List<Query> queries = new ArrayList<>();
    final Map<String, Map<String, Integer>> grades = new LinkedHashMap<>();
    final Map<String, Set<String>> slices = new LinkedHashMap<>();
    final Map<String, String> evidence = new LinkedHashMap<>();
  }

  private final String task;
  private final Map<Split, OneSplit> splits = new EnumMap<>(Split.class);

  QueryWriter(String task) {
    this.task = task;
    for (Split split : Split.values()) splits.put(split, new OneSplit());
  }

  /**
   * @param evidence the words of the gold that answer the query
   */
  void add(
      Split split, String text, Map<Document, Integer> golds, Set<String> slices, String evidence) {
    splits.get(split).evidence.put(id(split), evidence);
    add(split, text, golds, slices);
  }

  void add(Split split, String text, Map<Document, Integer> golds, Set<String> slices) {
    OneSplit to = splits.get(split);
    String id = id(split);
    to.queries.add(new Query(id, text));
    Map<String, Integer> grades = new LinkedHashMap<>();
    golds.forEach((gold, grade) -> grades.put(gold.id(), grade));
    to.grades.put(id, grades);
    for (String slice : slices)
      to.slices.computeIfAbsent(slice, _ -> new LinkedHashSet<>()).add(id);
  }

  /** Of the next query. */
  private String id(Split split) {
    return task + "-" + split + "-" + splits.get(split).queries.size();
  }

  MemoryCollection collection(AtlasSettings settings, List<Document> corpus) {
    Map<String, QuerySet> bySplit = new LinkedHashMap<>();
    splits.forEach(
        (split, of) ->
            bySplit.put(
                split.toString(),
                new QuerySet(
                    split.toString(), of.queries, new Qrels(of.grades), of.slices, of.evidence)));
    var hash = new Sha256().add(Atlas.VERSION).add(settings.toString());
    corpus.forEach(document -> hash.add(document.toString()));
    bySplit.values().forEach(set -> set.queries().forEach(query -> hash.add(query.toString())));
    bySplit.values().forEach(set -> hash.add(set.qrels().toString()));
    return new MemoryCollection("atlas/" + task, hash.hex(), true, corpus, bySplit);
  }
}
